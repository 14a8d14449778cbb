using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class SubjectReader(DiagnosticBag diagnostics)
{
    internal static readonly MappingShape Shape = new(
        "a subject",
        KeyShape.Optional("buildingBlock", TextShape.Name, "That building block."),
        KeyShape.Optional("group", TextShape.Name, "The building blocks of a group."),
        KeyShape.Optional("labels", DictionaryShape.Labels, "The building blocks that carry all of these labels."),
        KeyShape.Optional("authenticated", TrueShape.Instance, "Any building block that proved who it is."),
        KeyShape.Optional("anonymous", TrueShape.Instance, "Callers that no identity proves."))
    {
        ExactlyOne = ["buildingBlock", "group", "labels", "authenticated", "anonymous"],
    };

    public ImmutableArray<SubjectSyntax> Read(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<SubjectSyntax>.Builder subjects = ImmutableArray.CreateBuilder<SubjectSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            ReadSubject(node, subjects);
        }

        return subjects.DrainToImmutable();
    }

    private void ReadSubject(YamlNode node, ImmutableArray<SubjectSyntax>.Builder subjects)
    {
        if (!MappingReader.TryOpen(node, Shape, diagnostics, out MappingReader subject))
        {
            return;
        }

        // Where there are several, which is an error, each is read: its name is looked up all the same.
        subject.Choice();
        foreach (YamlEntry choice in subject.Choices())
        {
            if (ReadChoice(subject, choice.Key.Text) is { } read)
            {
                subjects.Add(read);
            }
        }
    }

    private static SubjectSyntax? ReadChoice(MappingReader subject, string key)
    {
        SourceSpan span = subject.Span;
        switch (key)
        {
            case "buildingBlock":
                return subject.Text("buildingBlock") is { } block ? new BuildingBlockSubjectSyntax(span, block) : null;
            case "group":
                return subject.Text("group") is { } group ? new GroupSubjectSyntax(span, group) : null;
            case "labels":
                // INVARIANT: a selector without labels selects nobody; it must not come to select everybody.
                return subject.Labels("labels") is { IsEmpty: false } labels ? new LabelsSubjectSyntax(span, labels) : null;
            case "authenticated":
                return subject.IsTrue("authenticated") ? new AuthenticatedSubjectSyntax(span) : null;
            default:
                return subject.IsTrue("anonymous") ? new AnonymousSubjectSyntax(span) : null;
        }
    }
}
