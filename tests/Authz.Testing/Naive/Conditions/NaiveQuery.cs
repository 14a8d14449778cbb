using System.Globalization;
using System.Text;

namespace Authz.Testing.Naive.Conditions;

/// <summary>The parameters of a query by name.</summary>
internal static class NaiveQuery
{
    public static NaiveAttribute Read(string target, string wanted, bool plusIsSpace)
    {
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        string query = mark < 0 ? "" : target[(mark + 1)..];
        if (query.Any(character => character is <= ' ' or > '~' or ';' or '#'))
        {
            return NaiveAttribute.Unreadable;
        }

        var values = new List<string?>();
        foreach (string piece in query.Split('&').Where(piece => piece.Length > 0))
        {
            int equals = piece.IndexOf('=', StringComparison.Ordinal);
            string? name = Decoded(equals < 0 ? piece : piece[..equals], plusIsSpace);
            if (name is null)
            {
                return NaiveAttribute.Unreadable;
            }

            if (name == wanted)
            {
                values.Add(Decoded(equals < 0 ? "" : piece[(equals + 1)..], plusIsSpace));
            }
        }

        return NaiveAttribute.Of(values);
    }

    private static string? Decoded(string text, bool plusIsSpace)
    {
        var bytes = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes.Append(text[i] == '+' && plusIsSpace ? ' ' : text[i]);
                continue;
            }

            string digits = string.Concat(text.Skip(i + 1).Take(2));
            if (digits.Length != 2 || !digits.All(char.IsAsciiHexDigit))
            {
                return null;
            }

            bytes.Append((char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 2;
        }

        return NaiveText.FromUtf8(bytes.ToString());
    }
}
