using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <param name="Unclosed">The brackets that nothing closes, the outermost first.</param>
/// <param name="IsWhole">Whether all of the document was read: otherwise what is unclosed may well be closed behind.</param>
internal sealed record LooseScan(
    IReadOnlyList<LooseToken> Tokens, ImmutableArray<LooseToken> Unclosed, bool IsWhole);
