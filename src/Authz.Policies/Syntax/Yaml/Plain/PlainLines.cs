using System.Buffers;

namespace Authz.Policies.Syntax.Yaml.Plain;

/// <summary>Goes through the lines of a text that say something: neither blank nor only a comment.</summary>
internal sealed class PlainLines(string text)
{
    private static readonly SearchValues<char> Unknown = SearchValues.Create("\t\r\0\u0085\u2028\u2029\uFEFF");

    private int next;

    public bool IsAtEnd { get; private set; }

    /// <summary>Where the line begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where the line ends, before its line end.</summary>
    public int End { get; private set; }

    /// <summary>Spaces before its first character.</summary>
    public int Indent { get; private set; }

    /// <summary>What is to be read next of it.</summary>
    public int Position { get; set; }

    /// <summary>A document begins, or something that looks like it.</summary>
    public bool IsAtMarker => Indent == 0 && text.AsSpan(Start).StartsWith("---");

    /// <summary>An element of a list, with something behind its dash.</summary>
    public bool IsAtItem => text.AsSpan(Position).StartsWith("- ");

    /// <summary>Tabs and other line ends have rules of their own.</summary>
    public static bool CanRead(string text) => !text.AsSpan().ContainsAny(Unknown);

    public void MoveNext()
    {
        while (next < text.Length)
        {
            Start = next;
            int length = text.AsSpan(Start).IndexOf('\n');
            End = length < 0 ? text.Length : Start + length;
            next = length < 0 ? text.Length : End + 1;
            int spaces = text.AsSpan(Start, End - Start).IndexOfAnyExcept(' ');
            if (spaces >= 0 && text[Start + spaces] != '#')
            {
                Indent = spaces;
                Position = Start + spaces;
                return;
            }
        }

        IsAtEnd = true;
    }

    /// <summary>Whether this line is one more of a collection whose lines begin at a column.</summary>
    public bool GoesOnAt(int column) => !IsAtEnd && Indent == column && !IsAtMarker;

    /// <summary>Whether this line belongs to what stands above it.</summary>
    public bool IsDeeperThan(int column) => !IsAtEnd && Indent > column;

    /// <summary>Whether the line says no more from a position on, which moves past spaces.</summary>
    public bool IsBlankFrom(ref int position)
    {
        int from = position;
        while (position < End && text[position] == ' ')
        {
            position++;
        }

        return position == End || (text[position] == '#' && position > from);
    }

    public bool EndsAt(int position) => IsBlankFrom(ref position);
}
