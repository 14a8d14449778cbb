namespace Authz.LoadGenerator.Http2;

/// <summary>RFC 9113, 6: the flags that a client meets.</summary>
internal static class FrameFlags
{
    public const byte EndStream = 1;
    public const byte Ack = 1;
    public const byte EndHeaders = 4;
    public const byte Padded = 8;
    public const byte Priority = 0x20;
}
