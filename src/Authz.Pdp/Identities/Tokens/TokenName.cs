namespace Authz.Pdp.Identities.Tokens;

/// <summary>A name that was met, and in which object. No object has the number zero.</summary>
internal readonly record struct TokenName(int Owner, int Start, int Length);
