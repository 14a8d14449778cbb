namespace Authz.Policies.Requests;

/// <summary>A run of bytes of the message. A field's bytes never start at zero, where the first tag is.</summary>
public readonly record struct WireSlice(int Start, int Length)
{
    public bool IsPresent => Start != 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message) => message.Slice(Start, Length);
}
