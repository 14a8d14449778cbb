using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

internal sealed record YamlSequence(SourceSpan Span, ImmutableArray<YamlNode> Items, int Size, int Depth)
    : YamlNode(Span, Size, Depth);
