using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>Entries in their order; no key is there twice.</summary>
internal sealed record YamlMapping(SourceSpan Span, ImmutableArray<YamlEntry> Entries, int Size, int Depth)
    : YamlNode(Span, Size, Depth);
