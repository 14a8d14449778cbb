using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>`apiKey`: whoever sends the key in that header is the block. The key itself is never declared.</summary>
/// <param name="Id">Names it to people.</param>
/// <param name="Digest">SHA-256 of the key's bytes.</param>
/// <param name="Header">In lower case; it is removed before the request is forwarded.</param>
public sealed record BoundApiKey(string Id, ImmutableArray<byte> Digest, string Header);
