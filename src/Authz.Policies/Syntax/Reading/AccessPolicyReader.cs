using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class AccessPolicyReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape PolicyShape = new(
        "an AccessPolicy", "description", "legalBasis", "validity", "mode", "subjects", "resources", "rules");

    private static readonly MappingShape ValidityShape = new("`validity`", "from", "until");

    private static readonly WordSet<PolicyMode> Modes =
        new(("enforce", PolicyMode.Enforce), ("shadow", PolicyMode.Shadow));

    private readonly SubjectReader subjects = new(diagnostics);
    private readonly ResourceReader resources = new(diagnostics);
    private readonly RuleReader rules = new(diagnostics);

    public AccessPolicySyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var policy = new AccessPolicySyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, PolicyShape, diagnostics, out MappingReader reader))
        {
            return policy;
        }

        return policy with
        {
            Description = reader.FreeText("description"),
            LegalBasis = reader.Text("legalBasis"),
            Validity = ReadValidity(reader.Find("validity")),
            Mode = reader.Word("mode", Modes),
            Subjects = subjects.Read(reader.RequireItems("subjects")),
            Resources = resources.Read(reader.RequireItems("resources")),
            Rules = rules.Read(reader.RequireItems("rules")),
        };
    }

    private ValiditySyntax? ReadValidity(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, ValidityShape, diagnostics, out MappingReader validity))
        {
            return null;
        }

        return new ValiditySyntax(validity.Span, validity.Time("from"), validity.Time("until"));
    }
}
