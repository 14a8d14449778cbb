using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>A value that cannot be read and that was reported: whoever meets it says nothing more.</summary>
internal sealed class YamlBroken(SourceSpan span) : YamlNode(span);
