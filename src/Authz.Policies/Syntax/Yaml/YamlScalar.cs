using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

internal sealed record YamlScalar(SourceSpan Span, string Text, YamlScalarType Type) : YamlNode(Span, 1, 0)
{
    public Located<string> Located => new(Text, Span);
}
