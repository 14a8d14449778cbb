namespace Authz.Testing.Generation;

/// <summary>Path patterns over an alphabet so small that they overlap.</summary>
internal sealed class RandomPatterns(RandomSource random)
{
    /// <summary>`X` beside `x` for case, `é` for what is not ASCII.</summary>
    public static readonly string[] Words = ["x", "y", "X", "xy", "é"];

    /// <summary>What a rule may say.</summary>
    public string ForRule(bool matrixParameters)
    {
        string segments = Segments(random.Between(0, 3), withStars: true, matrixParameters);
        if (random.Chance(25))
        {
            return $"{segments}/**";
        }

        return segments.Length == 0 || random.Chance(15) ? $"{segments}/" : segments;
    }

    /// <summary>What an operation may say: literals and parameters.</summary>
    public string ForOperation()
    {
        string segments = Segments(random.Between(0, 3), withStars: false, matrixParameters: false);
        return segments.Length == 0 || random.Chance(12) ? $"{segments}/" : segments;
    }

    /// <summary>The kinds of pattern that a path is of, to count what the random policies really use.</summary>
    public static IEnumerable<string> ConstructsOf(string path)
    {
        if (path.EndsWith("/**", StringComparison.Ordinal))
        {
            yield return "path: **";
        }

        if (path.EndsWith('/'))
        {
            yield return "path: slash at the end";
        }

        string[] segments = path.Split('/')[1..];
        if (segments.Any(segment => segment.Length > 0 && !segment.Contains('*') && !segment.Contains('{')))
        {
            yield return "path: literal";
        }

        if (segments.Any(segment => segment.StartsWith('{') && segment.IndexOf('}') == segment.Length - 1))
        {
            yield return "path: {name}";
        }

        if (segments.Any(segment => segment.Contains('{') && segment.IndexOf('}') != segment.Length - 1))
        {
            yield return "path: {name} inside a segment";
        }

        if (segments.Contains("*"))
        {
            yield return "path: *";
        }

        if (segments.Any(segment => segment.Contains('*') && segment is not "*" and not "**"))
        {
            yield return "path: * inside a segment";
        }
    }

    private string Segments(int count, bool withStars, bool matrixParameters)
    {
        string path = "";
        for (int i = 0; i < count; i++)
        {
            path = $"{path}/{Segment($"p{i}", withStars, matrixParameters)}";
        }

        return path;
    }

    private string Segment(string name, bool withStars, bool matrixParameters)
    {
        int kind = random.Between(1, 100);
        if (kind <= 50)
        {
            string word = random.Pick(Words);
            return matrixParameters && random.Chance(20) ? $"{word};y" : word;
        }

        if (kind <= 75 || !withStars)
        {
            return random.Chance(65)
                ? $"{{{name}}}"
                : random.Pick(
                    $"x{{{name}}}", $"X{{{name}}}", $"y{{{name}}}", $"{{{name}}}y", $"x{{{name}}}y",
                    $"{{{name}}}.{{{name}b}}");
        }

        return random.Chance(50) ? "*" : random.Pick("x*", "*y", "*x*", "x*y", $"x*.{{{name}}}");
    }
}
