using System.Collections.Concurrent;

namespace Authz.Pdp.Identities.Signatures;

/// <summary>Slots for secrets, by the file that they are read from. Asked when a version is prepared, never by a check.</summary>
public sealed class SecretRing
{
    private readonly ConcurrentDictionary<string, SecretSlot> slots = new(StringComparer.Ordinal);

    public SecretSlot SlotOf(string secretFile) => slots.GetOrAdd(secretFile, static _ => new SecretSlot());
}
