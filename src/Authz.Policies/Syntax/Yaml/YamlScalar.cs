using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

internal sealed class YamlScalar(SourceSpan span, string text, YamlScalarType type) : YamlNode(span)
{
    public string Text { get; } = text;

    public YamlScalarType Type { get; } = type;

    public Located<string> Located => new(Text, Span);
}
