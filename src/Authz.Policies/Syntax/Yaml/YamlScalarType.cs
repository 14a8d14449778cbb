namespace Authz.Policies.Syntax.Yaml;

/// <summary>What the core schema of YAML 1.2 makes of a scalar.</summary>
public enum YamlScalarType : byte
{
    Text = 0,
    Null = 1,
    Boolean = 2,
    Number = 3,
}
