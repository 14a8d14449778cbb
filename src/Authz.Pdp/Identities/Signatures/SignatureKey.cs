namespace Authz.Pdp.Identities.Signatures;

/// <summary>A declared key, and whose it is.</summary>
/// <param name="Secret">As it is at hand now.</param>
/// <param name="AgeSecondsMax">How long after its making a signature is taken.</param>
/// <param name="Fields">Header fields that must be covered, in lower case.</param>
internal sealed record SignatureKey(int Block, SecretSlot Secret, long AgeSecondsMax, byte[][] Fields);
