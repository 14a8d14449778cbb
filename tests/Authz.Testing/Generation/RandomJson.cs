namespace Authz.Testing.Generation;

/// <summary>JSON with few names, and with every kind of value.</summary>
internal sealed class RandomJson(RandomSource random)
{
    private const int DepthMax = 2;

    private static readonly string[] Names = ["a", "b", "/"];

    private static readonly string[] Numbers =
        ["7", "-7", "7.0", "7e0", "0", "-0", "1.5", "999999999999999", "1000000000000000", "-999999999999999", "1e300", "70e-1"];

    private static readonly string[] OddTexts =
        ["\"\\u006fne\"", "\"o\\/\"", "\"\\ud83d\\ude00\"", "\"\\n\"", "\"😀\"", "\"one\\u0000\""];

    public string Object()
    {
        var members = new List<string>();
        foreach (string name in Names.Where(_ => random.Chance(70)))
        {
            members.Add($"\"{(name == "a" && random.Chance(10) ? "\\u0061" : name)}\":{Value(1)}");
        }

        return $"{{{string.Join(random.Pick(",", " , "), members)}}}";
    }

    public string Value(int depth)
    {
        int kind = random.Between(1, 20);
        if (depth <= DepthMax && kind <= 5)
        {
            int count = random.Pick(0, 1, 1, 2, 2, 3);
            return kind <= 4
                ? $"[{string.Join(',', Enumerable.Range(0, count).Select(_ => Value(depth + 1)))}]"
                : Object();
        }

        return kind switch
        {
            6 => random.Pick("true", "false"),
            7 => "null",
            8 or 9 => random.Pick(Numbers),
            10 => random.Pick(OddTexts),
            _ => $"\"{random.Pick(RandomVocabulary.Texts)}\"",
        };
    }
}
