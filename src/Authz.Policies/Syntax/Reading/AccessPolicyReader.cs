using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class AccessPolicyReader(DiagnosticBag diagnostics)
{
    private static readonly WordSet<PolicyMode> Modes =
        new(("enforce", PolicyMode.Enforce), ("shadow", PolicyMode.Shadow));

    internal static readonly MappingShape ValidityShape = new(
        "`validity`",
        KeyShape.Optional("from", TimeShape.Instance, "From this time on the policy has effect."),
        KeyShape.Optional("until", TimeShape.Instance, "Before this time the policy has effect, at it no longer."));

    internal static readonly MappingShape Shape = new(
        "an AccessPolicy",
        KeyShape.Optional("description", FreeTextShape.Any, "What the policy is for, in a sentence."),
        KeyShape.Optional("legalBasis", TextShape.Line, "The law, contract or decision that the access rests on."),
        KeyShape.Optional("validity", ValidityShape, "When the policy has effect; left out: always."),
        KeyShape.Optional("mode", Modes.Shape, "`shadow`: reported beside the decision, never decisive."),
        KeyShape.Required("subjects", new ListShape(SubjectReader.Shape), "Who calls; any of them."),
        KeyShape.Required("resources", new ListShape(ResourceReader.Shape), "Which services are called; any of them."),
        KeyShape.Required("rules", new ListShape(RuleReader.Shape), "What is allowed or denied. A deny beats every allow."));

    private readonly SubjectReader subjects = new(diagnostics);
    private readonly ResourceReader resources = new(diagnostics);
    private readonly RuleReader rules = new(diagnostics);

    public AccessPolicySyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var policy = new AccessPolicySyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader))
        {
            return policy;
        }

        ImmutableArray<YamlNode> ruleNodes = reader.Items("rules");
        ImmutableArray<RuleSyntax> read = rules.Read(ruleNodes);
        return policy with
        {
            Description = reader.FreeText("description"),
            LegalBasis = reader.Text("legalBasis"),
            Validity = ReadValidity(reader.Find("validity"), diagnostics),
            Mode = reader.Word("mode", Modes),
            Subjects = subjects.Read(reader.Items("subjects")),
            Resources = resources.Read(reader.Items("resources")),
            Rules = read,
            RulesAreWhole = !read.IsEmpty && read.Length == ruleNodes.Length,
        };
    }

    public static ValiditySyntax? ReadValidity(YamlNode? node, DiagnosticBag diagnostics)
    {
        if (node is null || !MappingReader.TryOpen(node, ValidityShape, diagnostics, out MappingReader validity))
        {
            return null;
        }

        return new ValiditySyntax(validity.Span, validity.Time("from"), validity.Time("until"));
    }
}
