namespace Authz.Policies.Binding;

/// <summary>Whether two patterns have a segment in common: decided exactly, by walking both at once.</summary>
internal static class SegmentOverlap
{
    // Beside characters: any one character, and any number of them.
    private const int AnyOne = -1;
    private const int AnyNumber = -2;

    public static bool Exists(SegmentPattern left, SegmentPattern right)
    {
        if (left.IsAny && right.IsAny)
        {
            return true;
        }

        int[] leftSteps = StepsOf(left);
        int[] rightSteps = StepsOf(right);

        // reachable[j]: some text is matched by the left steps before i and by the right steps before j.
        bool[] reachable = new bool[rightSteps.Length + 1];
        bool[] next = new bool[rightSteps.Length + 1];
        reachable[0] = true;
        for (int i = 0; i <= leftSteps.Length; i++)
        {
            Array.Clear(next);
            int leftStep = i < leftSteps.Length ? leftSteps[i] : 0;
            for (int j = 0; j <= rightSteps.Length; j++)
            {
                if (!reachable[j])
                {
                    continue;
                }

                bool hasLeft = i < leftSteps.Length;
                bool hasRight = j < rightSteps.Length;
                int rightStep = hasRight ? rightSteps[j] : 0;
                next[j] |= hasLeft && (leftStep == AnyNumber || (hasRight && rightStep == AnyNumber));
                if (hasRight && (rightStep == AnyNumber || (hasLeft && leftStep == AnyNumber)))
                {
                    reachable[j + 1] = true;
                }

                if (hasLeft && hasRight && (leftStep < 0 || rightStep < 0 || leftStep == rightStep))
                {
                    next[j + 1] = true;
                }
            }

            if (i < leftSteps.Length)
            {
                (reachable, next) = (next, reachable);
            }
        }

        return reachable[rightSteps.Length];
    }

    private static int[] StepsOf(SegmentPattern pattern)
    {
        var steps = new List<int>();
        for (int i = 0; i < pattern.Literals.Length; i++)
        {
            foreach (char c in pattern.Literals[i])
            {
                steps.Add(c);
            }

            if (i < pattern.Gaps.Length)
            {
                for (int character = 0; character < pattern.Gaps[i].LengthMin; character++)
                {
                    steps.Add(AnyOne);
                }

                steps.Add(AnyNumber);
            }
        }

        return [.. steps];
    }
}
