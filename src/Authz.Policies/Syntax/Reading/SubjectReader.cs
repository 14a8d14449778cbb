using System.Collections.Immutable;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class SubjectReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape SubjectShape =
        new("a subject", "buildingBlock", "group", "labels", "authenticated", "anonymous");

    public ImmutableArray<SubjectSyntax> Read(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<SubjectSyntax>.Builder subjects = ImmutableArray.CreateBuilder<SubjectSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (ReadSubject(node) is { } subject)
            {
                subjects.Add(subject);
            }
        }

        return subjects.DrainToImmutable();
    }

    private SubjectSyntax? ReadSubject(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, SubjectShape, diagnostics, out MappingReader subject)
            || subject.RequireOneOf(SubjectShape.Keys) is not { } choice)
        {
            return null;
        }

        SourceSpan span = subject.Span;
        switch (choice.Key.Text)
        {
            case "buildingBlock":
                return subject.Text("buildingBlock") is { } block ? new BuildingBlockSubjectSyntax(span, block) : null;
            case "group":
                return subject.Text("group") is { } group ? new GroupSubjectSyntax(span, group) : null;
            case "labels":
                // INVARIANT: a selector without labels selects nobody; it must not come to select everybody.
                return subject.Labels("labels") is { IsEmpty: false } labels ? new LabelsSubjectSyntax(span, labels) : null;
            case "authenticated":
                return ValueReader.IsTrue(choice.Value, ValueName.OfKey("authenticated"), diagnostics)
                    ? new AuthenticatedSubjectSyntax(span)
                    : null;
            default:
                return ValueReader.IsTrue(choice.Value, ValueName.OfKey("anonymous"), diagnostics)
                    ? new AnonymousSubjectSyntax(span)
                    : null;
        }
    }
}
