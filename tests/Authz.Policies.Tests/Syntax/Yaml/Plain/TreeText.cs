using System.Globalization;
using System.Text;
using Authz.Policies.Syntax.Yaml;

namespace Authz.Policies.Tests.Syntax.Yaml.Plain;

/// <summary>Everything that a tree says, places too, as text that can be compared.</summary>
internal static class TreeText
{
    public static string Of(YamlFile file)
    {
        var text = new StringBuilder();
        foreach (YamlNode document in file.Documents)
        {
            Write(document, 0, text);
        }

        return text.Append(CultureInfo.InvariantCulture, $"whole: {file.IsWhole}").ToString();
    }

    private static void Write(YamlNode node, int indent, StringBuilder text)
    {
        text.Append(' ', indent).Append(CultureInfo.InvariantCulture, $"{node.GetType().Name} {node.Span.Span} {node.Size} {node.Depth}");
        switch (node)
        {
            case YamlScalar scalar:
                text.AppendLine(CultureInfo.InvariantCulture, $" {scalar.Type} `{scalar.Text}`");
                break;
            case YamlSequence sequence:
                text.AppendLine();
                foreach (YamlNode item in sequence.Items)
                {
                    Write(item, indent + 1, text);
                }

                break;
            case YamlMapping mapping:
                text.AppendLine();
                foreach (YamlEntry entry in mapping.Entries)
                {
                    Write(entry.Key, indent + 1, text);
                    Write(entry.Value, indent + 2, text);
                }

                break;
        }
    }
}
