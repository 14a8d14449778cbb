using System.Collections.Immutable;

namespace Authz.Pdp.Identities.Tokens;

/// <param name="Keys">Null: the text is no set of keys to believe.</param>
/// <param name="Faults">Why not, each as the end of a sentence that begins with the set; they quote nothing of it but a `kid`.</param>
public sealed record TokenKeySetResult(TokenKeySet? Keys, ImmutableArray<string> Faults);
