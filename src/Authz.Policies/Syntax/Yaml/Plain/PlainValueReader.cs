using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.Plain;

/// <summary>Values that begin and end on one line. Null always means that it takes the parser.</summary>
internal sealed class PlainValueReader
{
    private const int KeyLengthMax = 256;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> KeyStarts = SearchValues.Create(Letters + "_");
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(Letters + "_-./");
    private static readonly SearchValues<char> PlainStarts = SearchValues.Create(Letters + "_./(+^$\\");
    private static readonly SearchValues<char> FlowCharacters = SearchValues.Create(Letters + " _-./+*@=()$^|<>;");
    private static readonly SearchValues<char> TellingInBlock = SearchValues.Create("\n:#");

    private readonly SourceText source;
    private readonly string text;
    private readonly ReadingLimits limits;
    private readonly List<YamlNode> items;
    private readonly DiagnosticBag findings;
    private readonly TextPool pool;

    public PlainValueReader(
        SourceText source, ReadingLimits limits, List<YamlNode> items, TextPool pool, DiagnosticBag findings)
    {
        this.pool = pool;
        this.source = source;
        text = source.Text;
        this.limits = limits;
        this.items = items;
        this.findings = findings;
    }

    /// <summary>A key and the colon behind it.</summary>
    public YamlScalar? ReadKey(int start, out int end)
    {
        int colon = ColonAfter(start);
        end = colon + 1;
        return colon < 0 ? null : ScalarOf(start, colon);
    }

    public bool IsKeyAt(int start) => ColonAfter(start) >= 0;

    public YamlNode? Read(int start, int depth, out int end) => text[start] switch
    {
        '"' or '\'' => ReadQuoted(start, out end),
        '[' => ReadFlowSequence(start, depth, out end),
        '{' => ReadFlowMapping(start, depth, out end),
        _ => ReadPlain(start, out end),
    };

    private int ColonAfter(int start)
    {
        if (!KeyStarts.Contains(text[start]))
        {
            return -1;
        }

        ReadOnlySpan<char> rest = text.AsSpan(start, Math.Min(KeyLengthMax, text.Length - start));
        int length = rest.IndexOfAnyExcept(KeyCharacters);
        bool isKey = length > 0 && rest[length] == ':' && IsBlankAt(start + length + 1);
        return isKey ? start + length : -1;
    }

    private bool IsBlankAt(int position) => position >= text.Length || text[position] is ' ' or '\n';

    private YamlScalar? ReadQuoted(int start, out int end)
    {
        char quote = text[start];
        ReadOnlySpan<char> rest = text.AsSpan(start + 1);
        int length = quote == '"' ? rest.IndexOfAny('"', '\\', '\n') : rest.IndexOfAny('\'', '\n');
        end = start + length + 2;
        bool isWhole = length >= 0 && rest[length] == quote && !(quote == '\'' && end < text.Length && text[end] == quote);
        return isWhole && length <= limits.ValueLengthMax
            ? new YamlScalar(SpanOf(start, end), pool.Of(rest[..length]), YamlScalarType.Text)
            : null;
    }

    /// <summary>To the end of the line or a comment.</summary>
    private YamlScalar? ReadPlain(int start, out int end)
    {
        end = start;
        if (!PlainStarts.Contains(text[start]))
        {
            return null;
        }

        int position = start;
        while (true)
        {
            int found = text.AsSpan(position).IndexOfAny(TellingInBlock);
            position = found < 0 ? text.Length : position + found;
            if (position == text.Length || text[position] == '\n' || (text[position] == '#' && text[position - 1] == ' '))
            {
                break;
            }

            if (text[position] == ':' && IsBlankAt(position + 1))
            {
                return null;
            }

            position++;
        }

        end = start + text.AsSpan(start, position - start).TrimEnd(' ').Length;
        return ScalarOf(start, end);
    }

    private YamlSequence? ReadFlowSequence(int start, int depth, out int end)
    {
        end = start;
        if (depth == limits.NestingMax)
        {
            return null;
        }

        int first = items.Count;
        do
        {
            end = AfterSpaces(end + 1);
            if (end == text.Length || ReadInFlow(end, depth + 1, out end) is not { } item)
            {
                return null;
            }

            items.Add(item);
            end = AfterSpaces(end);
        }
        while (end < text.Length && text[end] == ',');

        if (end == text.Length || text[end] != ']')
        {
            return null;
        }

        end++;
        ImmutableArray<YamlNode> read = [.. CollectionsMarshal.AsSpan(items)[first..]];
        items.RemoveRange(first, items.Count - first);
        return YamlSequence.Create(SpanOf(start, end), read);
    }

    private YamlMapping? ReadFlowMapping(int start, int depth, out int end)
    {
        end = start;
        if (depth == limits.NestingMax)
        {
            return null;
        }

        int first = items.Count;
        do
        {
            end = AfterSpaces(end + 1);
            if (end == text.Length || ReadKey(end, out end) is not { } key)
            {
                return null;
            }

            items.Add(key);
            end = AfterSpaces(end);
            if (end == text.Length || ReadInFlow(end, depth + 1, out end) is not { } value)
            {
                return null;
            }

            items.Add(value);
            end = AfterSpaces(end);
        }
        while (end < text.Length && text[end] == ',');

        if (end == text.Length || text[end] != '}')
        {
            return null;
        }

        end++;
        YamlMapping mapping = YamlMapping.Create(SpanOf(start, end), CollectionsMarshal.AsSpan(items)[first..], findings);
        items.RemoveRange(first, items.Count - first);
        return mapping;
    }

    private YamlNode? ReadInFlow(int start, int depth, out int end)
    {
        if (text[start] is '"' or '\'' or '[' or '{')
        {
            return Read(start, depth, out end);
        }

        end = start;
        ReadOnlySpan<char> rest = text.AsSpan(start);
        int length = rest.IndexOfAnyExcept(FlowCharacters);
        if (!PlainStarts.Contains(text[start]) || length < 0)
        {
            return null;
        }

        end = start + rest[..length].TrimEnd(' ').Length;
        return ScalarOf(start, end);
    }

    private int AfterSpaces(int position)
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }

        return position;
    }

    private YamlScalar? ScalarOf(int start, int end)
    {
        if (end - start > limits.ValueLengthMax)
        {
            return null;
        }

        string value = pool.Of(text.AsSpan(start, end - start));
        return new YamlScalar(SpanOf(start, end), value, CoreSchema.TypeOf(value));
    }

    private SourceSpan SpanOf(int start, int end) => new(source, new TextSpan(start, end - start));
}
