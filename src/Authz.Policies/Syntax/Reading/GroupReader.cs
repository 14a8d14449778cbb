using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class GroupReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape GroupShape = new("a Group", "members", "selector");
    private static readonly MappingShape SelectorShape = new("`selector`", "labels");

    public GroupSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var group = new GroupSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, GroupShape, diagnostics, out MappingReader reader))
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

        return labels.Require("labels") is null ? group : group with { Selector = labels.Labels("labels") };
    }
}
