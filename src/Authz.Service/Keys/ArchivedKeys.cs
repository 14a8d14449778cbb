namespace Authz.Service.Keys;

/// <param name="Source">Where they came from.</param>
/// <param name="FetchedAt">When: their age goes on while the service does not run.</param>
/// <param name="Jwks">As they came.</param>
internal sealed record ArchivedKeys(string Source, DateTimeOffset FetchedAt, byte[] Jwks);
