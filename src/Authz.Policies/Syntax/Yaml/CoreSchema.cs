using System.Buffers;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>
/// The core schema of YAML 1.2 (chapter 10.3): what a plain scalar is. `yes`, `no`, `on`, `off`, times and numbers
/// with colons are text, which they were not in YAML 1.1.
/// </summary>
internal static class CoreSchema
{
    public const string TextTag = "tag:yaml.org,2002:str";
    public const string NullTag = "tag:yaml.org,2002:null";
    public const string BooleanTag = "tag:yaml.org,2002:bool";
    public const string IntegerTag = "tag:yaml.org,2002:int";
    public const string FloatTag = "tag:yaml.org,2002:float";
    public const string SequenceTag = "tag:yaml.org,2002:seq";
    public const string MappingTag = "tag:yaml.org,2002:map";

    private static readonly SearchValues<char> OctalDigits = SearchValues.Create("01234567");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static YamlScalarType TypeOf(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => YamlScalarType.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => YamlScalarType.Boolean,
        _ => IsNumber(plain) ? YamlScalarType.Number : YamlScalarType.Text,
    };

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("0o"))
        {
            return text.Length > 2 && !text[2..].ContainsAnyExcept(OctalDigits);
        }

        if (text.StartsWith("0x"))
        {
            return text.Length > 2 && !text[2..].ContainsAnyExcept(HexDigits);
        }

        if (text is ".nan" or ".NaN" or ".NAN")
        {
            return true;
        }

        ReadOnlySpan<char> unsigned = text[0] is '+' or '-' ? text[1..] : text;
        return unsigned is ".inf" or ".Inf" or ".INF" || IsDecimal(unsigned);
    }

    // ( "." digits | digits [ "." digits? ] ) [ ("e"|"E") sign? digits ]
    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        int whole = SkipDigits(ref text);
        int fraction = 0;
        if (text.StartsWith("."))
        {
            text = text[1..];
            fraction = SkipDigits(ref text);
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        text = text[1..];
        if (text.StartsWith("+") || text.StartsWith("-"))
        {
            text = text[1..];
        }

        return SkipDigits(ref text) > 0 && text.IsEmpty;
    }

    private static int SkipDigits(ref ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        text = text[count..];
        return count;
    }
}
