using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Yaml;

/// <param name="Documents">Those that were whole, in their order.</param>
/// <param name="IsWhole">False: reading stopped at an error, and what follows is not known.</param>
internal sealed record YamlFile(ImmutableArray<YamlNode> Documents, bool IsWhole);
