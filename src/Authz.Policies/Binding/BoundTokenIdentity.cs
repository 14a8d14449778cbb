using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>`jwt`: a verified token of that issuer whose claims are, each as a text, exactly these names the block.</summary>
/// <param name="Issuer">Its place in <see cref="BoundPolicySet.Issuers"/>.</param>
/// <param name="Claims">Top-level claims by name; `sub`, or `client_id` or `azp` together with an equal `sub`, is among them.</param>
public sealed record BoundTokenIdentity(int Issuer, ImmutableSortedDictionary<string, string> Claims);
