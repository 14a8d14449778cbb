namespace Authz.Policies.Text;

/// <summary>The name that the author may have meant: the nearest one, if it is near.</summary>
public static class SimilarName
{
    private const int LengthMax = 64;

    /// <summary>The first of the nearest candidates in ordinal order, or null.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LengthMax)
        {
            return null;
        }

        // A quarter of the letters may differ; more, and the suggestion is another word.
        int nearest = ((name.Length + 3) / 4) + 1;
        string? similar = null;
        foreach (string candidate in candidates)
        {
            if (candidate.Length > LengthMax || Math.Abs(candidate.Length - name.Length) > nearest)
            {
                continue;
            }

            int distance = Distance(name, candidate);
            if (distance >= Math.Max(name.Length, candidate.Length))
            {
                continue;
            }

            bool isBetter = distance < nearest
                || (distance == nearest && similar is not null && string.CompareOrdinal(candidate, similar) < 0);
            if (isBetter)
            {
                nearest = distance;
                similar = candidate;
            }
        }

        return similar;
    }

    /// <summary>Letters inserted, left out, changed, or swapped with their neighbour; case aside.</summary>
    private static int Distance(string left, string right)
    {
        Span<int> beforeLast = stackalloc int[LengthMax + 1];
        Span<int> last = stackalloc int[LengthMax + 1];
        Span<int> current = stackalloc int[LengthMax + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = last[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(last[j], current[j - 1]) + 1);
                bool isSwap = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
                if (isSwap)
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            Span<int> free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
