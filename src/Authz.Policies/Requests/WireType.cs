namespace Authz.Policies.Requests;

/// <summary>The lowest three bits of a tag.</summary>
public static class WireType
{
    public const uint Varint = 0;
    public const uint Fixed64 = 1;
    public const uint LengthDelimited = 2;
    public const uint Fixed32 = 5;
}
