using System.Globalization;

namespace Authz.Testing.Naive.Conditions;

/// <summary>
/// A regular expression of the language, read by descent. It is matched by sets of places: where each part of it can
/// begin, and where it can end then. Whatever the expression, nothing is tried twice.
/// </summary>
internal sealed class NaiveExpression
{
    private readonly string text;
    private readonly bool ignoreCase;
    private readonly bool dotIsAll;
    private readonly NaiveExpressionNode root;
    private int at;

    public NaiveExpression(string expression, bool ignoreCase)
    {
        text = expression;
        this.ignoreCase = ignoreCase;
        while (At("(?i") || At("(?s"))
        {
            int end = text.IndexOf(')', at);
            this.ignoreCase |= text[at..end].Contains('i');
            dotIsAll |= text[at..end].Contains('s');
            at = end + 1;
        }

        root = Alternation();
        if (at != text.Length)
        {
            throw new FormatException(expression);
        }
    }

    public bool MatchesWhole(string value) => root.Ends(value, [0]).Contains(value.Length);

    private NaiveExpressionNode Alternation()
    {
        NaiveExpressionNode node = Sequence();
        while (Take('|'))
        {
            node = NaiveExpressionNode.Either(node, Sequence());
        }

        return node;
    }

    private NaiveExpressionNode Sequence()
    {
        NaiveExpressionNode node = NaiveExpressionNode.Nothing;
        while (at < text.Length && text[at] is not ('|' or ')'))
        {
            node = NaiveExpressionNode.Then(node, Repeated());
        }

        return node;
    }

    private NaiveExpressionNode Repeated()
    {
        NaiveExpressionNode node = Atom();
        while (Bounds() is var (least, most))
        {
            node = NaiveExpressionNode.Repeat(node, least, most);
            Take('?');
        }

        return node;
    }

    private (int Least, int? Most)? Bounds()
    {
        if (Take('*'))
        {
            return (0, null);
        }

        if (Take('+'))
        {
            return (1, null);
        }

        if (Take('?'))
        {
            return (0, 1);
        }

        int end = at < text.Length && text[at] == '{' ? text.IndexOf('}', at) : -1;
        string[] bounds = end < 0 ? [] : text[(at + 1)..end].Split(',');
        if (bounds.Length is 0 or > 2 || bounds[0].Length == 0 || !bounds.All(bound => bound.All(char.IsAsciiDigit)))
        {
            return null;
        }

        at = end + 1;
        int least = int.Parse(bounds[0], CultureInfo.InvariantCulture);
        return bounds.Length == 1 ? (least, least)
            : bounds[1].Length == 0 ? (least, null)
            : (least, int.Parse(bounds[1], CultureInfo.InvariantCulture));
    }

    private NaiveExpressionNode Atom()
    {
        // They stand at the ends only, where the whole value is meant anyway.
        if (Take('^') || Take('$'))
        {
            return NaiveExpressionNode.Nothing;
        }

        if (Take('('))
        {
            at += At("?:") ? 2 : 0;
            NaiveExpressionNode inner = Alternation();
            return Take(')') ? inner : throw new FormatException(text);
        }

        if (Take('.'))
        {
            return NaiveExpressionNode.One(character => dotIsAll || character != '\n');
        }

        var classes = new NaiveCharacterClass(text, at, ignoreCase);
        if (text[at] != '[')
        {
            Func<char, bool> single = classes.Single();
            at = classes.At;
            return NaiveExpressionNode.One(single);
        }

        Func<char, bool> bracketed = classes.Bracketed();
        at = classes.At;
        return NaiveExpressionNode.One(bracketed);
    }

    private bool At(string expected) => string.CompareOrdinal(text, at, expected, 0, expected.Length) == 0;

    private bool Take(char expected)
    {
        bool there = at < text.Length && text[at] == expected;
        at += there ? 1 : 0;
        return there;
    }
}
