using Authz.Policies.Syntax.Yaml;

namespace Authz.Policies.Syntax;

/// <summary>A file of the set that holds no policies: what it is, whoever names it says.</summary>
/// <param name="Bytes">Of a JSON file, which is read once it is named.</param>
/// <param name="Root">Of a YAML file, which had to be read to know that it is no policy file; null: that failed, and
/// is reported.</param>
internal sealed record SideFile(string Path, ReadOnlyMemory<byte> Bytes, YamlMapping? Root)
{
    public bool IsJson => SourceFile.IsJson(Path);
}
