using System.Globalization;
using System.Text;

namespace Authz.Testing.Generation;

/// <summary>Request targets near a pattern: what it matches, and what almost matches.</summary>
internal sealed class RandomPaths(RandomSource random)
{
    public static readonly string[] Runs = ["x", "y", "xy", "yx", "X", "Y", "é", "1", "x.y", "xyxy"];

    private static readonly string[] Faults =
    [
        "/.", "/..", "/%2e", "/.%2E", "//", ";y", "%3B", "/..;x", "#", "\\", "%00", "%zz", "%", "%c3", "%c0%ae", "%2f",
        "%25", "%ff", "\u00c3", "\u0001", " ", "\u007f",
    ];

    private static readonly string[] Parameters = [";", ";y", ";x/", "/;", ";X=y"];

    private static readonly string[] Queries = ["?", "?x", "?/x", "?/../y", "??", "?%zz", "?x;y"];

    private static readonly string[] BadQueries = ["?#", "? ", "?\u00ff", "?\u0001"];

    /// <summary>A path that the pattern matches, decoded.</summary>
    public string Matching(string pattern)
    {
        var path = new StringBuilder();
        foreach (string segment in pattern.Split('/')[1..])
        {
            path.Append(segment == "**" ? Below() : $"/{Instance(segment)}");
        }

        return path.Length == 0 ? "/" : path.ToString();
    }

    /// <summary>Changed a little, so that it matches no more, or only on another reading.</summary>
    public string Changed(string path, bool matrixParameters)
    {
        if (random.Chance(18))
        {
            path = path.EndsWith('/') && path != "/" ? path[..^1] : $"{path}/";
        }

        if (random.Chance(15))
        {
            path = WithOtherCase(path);
        }

        if (random.Chance(8))
        {
            path = $"{path.TrimEnd('/')}/{random.Pick(Runs)}";
        }

        if (random.Chance(6))
        {
            int slash = path.LastIndexOf('/');
            path = slash == 0 ? "/" : path[..slash];
        }

        if (!matrixParameters)
        {
            return path.Replace(";y", "", StringComparison.Ordinal);
        }

        return random.Chance(25) ? path.Insert(random.Between(1, path.Length), random.Pick(Parameters)) : path;
    }

    /// <summary>As it goes on the wire: what is not ASCII in triplets, and sometimes more than that.</summary>
    public string Encoded(string path)
    {
        int percent = random.Chance(25) ? 40 : 0;
        var target = new StringBuilder();
        foreach (byte value in Encoding.UTF8.GetBytes(path))
        {
            bool mustBe = value > 0x7f;
            bool mayBe = value != '/' && random.Chance(percent);
            string format = random.Pick("x2", "X2");
            target.Append(mustBe || mayBe
                ? $"%{value.ToString(format, CultureInfo.InvariantCulture)}"
                : ((char)value).ToString());
        }

        return target.ToString();
    }

    /// <summary>With something in it that has no one reading.</summary>
    public string Faulty(string target) => target.Insert(random.Between(0, target.Length), random.Pick(Faults));

    public string Query()
    {
        if (random.Chance(85))
        {
            return "";
        }

        return random.Pick(random.Chance(90) ? Queries : BadQueries);
    }

    private string Below()
    {
        string below = "";
        for (int count = random.Between(0, 2); count > 0; count--)
        {
            below = $"{below}/{random.Pick(Runs)}";
        }

        return random.Chance(20) ? $"{below}/" : below;
    }

    private string Instance(string segment)
    {
        var text = new StringBuilder();
        for (int i = 0; i < segment.Length; i++)
        {
            if (segment[i] == '{')
            {
                i = segment.IndexOf('}', i);
                text.Append(random.Pick(Runs));
            }
            else if (segment[i] == '*')
            {
                text.Append(segment.Length > 1 && random.Chance(40) ? "" : random.Pick(Runs));
            }
            else
            {
                text.Append(segment[i]);
            }
        }

        return text.ToString();
    }

    private string WithOtherCase(string path)
    {
        if (random.Chance(50))
        {
            return random.Chance(50) ? path.ToUpperInvariant() : path.ToLowerInvariant();
        }

        int at = random.Between(0, path.Length - 1);
        char other = char.IsUpper(path[at]) ? char.ToLowerInvariant(path[at]) : char.ToUpperInvariant(path[at]);
        return $"{path[..at]}{other}{path[(at + 1)..]}";
    }
}
