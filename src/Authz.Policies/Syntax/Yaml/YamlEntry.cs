namespace Authz.Policies.Syntax.Yaml;

internal readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);
