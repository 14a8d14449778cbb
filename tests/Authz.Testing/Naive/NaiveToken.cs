namespace Authz.Testing.Naive;

/// <summary>A token whose signature, times and audience were found right.</summary>
/// <param name="Issuer">The name of its `kind: Issuer`.</param>
/// <param name="Claims">JSON, one character for each byte.</param>
public sealed record NaiveToken(string Issuer, string Claims);
