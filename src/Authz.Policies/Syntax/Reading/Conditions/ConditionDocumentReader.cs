using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading.Conditions;

internal sealed class ConditionDocumentReader(DiagnosticBag diagnostics)
{
    internal static readonly MappingShape Shape = new(
        "a Condition",
        KeyShape.Required("when", ConditionShapes.List, "Conditions that must all hold."));

    private readonly ConditionReader conditions = new(diagnostics);

    public ConditionDocumentSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var document = new ConditionDocumentSyntax(span, metadata);
        return MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader)
            ? document with { When = conditions.Read(reader.Items("when")) }
            : document;
    }
}
