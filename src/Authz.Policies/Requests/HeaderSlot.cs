namespace Authz.Policies.Requests;

/// <summary>Where one header line lies in the bytes of its request.</summary>
public readonly record struct HeaderSlot(int NameStart, int NameLength, int ValueStart, int ValueLength);
