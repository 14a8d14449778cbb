using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class GroupReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape SelectorShape = new(
        "`selector`",
        KeyShape.Required("labels", DictionaryShape.Labels, "The building blocks that carry all of these labels."));

    internal static readonly MappingShape Shape = new(
        "a Group",
        KeyShape.Optional("members", new ListShape(TextShape.Name), "Building blocks by name."),
        KeyShape.Optional("selector", SelectorShape, "Building blocks by what they are; beside `members` it adds to them."))
    {
        AtLeastOne = ["members", "selector"],
    };

    public GroupSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var group = new GroupSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader))
        {
            return group;
        }

        YamlNode? selector = reader.Find("selector");
        if (selector is null && reader.Find("members") is null)
        {
            diagnostics.ReportGroupWithoutMembers(reader.Span);
        }

        group = group with { Members = reader.Texts("members") };
        if (selector is null || !MappingReader.TryOpen(selector, SelectorShape, diagnostics, out MappingReader labels))
        {
            return group;
        }

        return labels.Find("labels") is null ? group : group with { Selector = labels.Labels("labels") };
    }
}
