using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>A place in a document as RFC 6901 writes it: `#/paths/~1records/get`.</summary>
internal sealed record ApiPointer(ImmutableArray<string> Steps)
{
    public const string Root = "#/";

    public static ApiPointer Parse(string text)
    {
        string path = text.StartsWith(Root, StringComparison.Ordinal) ? text[Root.Length..] : "";
        return path.Length == 0
            ? new ApiPointer([])
            : new ApiPointer([.. path.Split('/').Select(step =>
                step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
    }

    public static string Escape(string step) =>
        step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public ApiPointer Add(string step) => new(Steps.Add(step));

    /// <summary>The value that the pointer leads to, or null.</summary>
    public YamlNode? Find(YamlNode root)
    {
        YamlNode? node = root;
        foreach (string step in Steps)
        {
            node = node is null ? null : Step(node, step)?.Value;
        }

        return node;
    }

    /// <summary>The last key or element on the way that is there; the root's beginning where none is.</summary>
    public SourceSpan PlaceIn(YamlNode root)
    {
        SourceSpan place = root.Span with { Span = new TextSpan(root.Span.Span.Start, 0) };
        YamlNode node = root;
        foreach (string step in Steps)
        {
            if (Step(node, step) is not var (where, value))
            {
                break;
            }

            place = where;
            node = value;
        }

        return place;
    }

    private static (SourceSpan Where, YamlNode Value)? Step(YamlNode node, string step)
    {
        if (node is YamlMapping mapping)
        {
            foreach (YamlEntry entry in mapping.Entries)
            {
                if (entry.Key.Text == step)
                {
                    return (entry.Key.Span, entry.Value);
                }
            }
        }

        return node is YamlSequence sequence
            && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < sequence.Items.Length
            ? (sequence.Items[index].Span, sequence.Items[index])
            : null;
    }
}
