namespace Authz.Policies.Syntax.Yaml;

public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);
