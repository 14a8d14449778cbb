using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

public sealed class YamlScalar(SourceSpan span, string text, YamlScalarType type) : YamlNode(span)
{
    public string Text { get; } = text;

    public YamlScalarType Type { get; } = type;

    internal Located<string> Located => new(Text, Span);
}
