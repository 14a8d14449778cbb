namespace Authz.LoadGenerator.Http2;

/// <summary>A line of a header table.</summary>
internal readonly record struct HeaderEntry(byte[] Name, byte[] Value)
{
    /// <summary>RFC 7541, 4.1.</summary>
    public const int Overhead = 32;

    public int Size => Name.Length + Value.Length + Overhead;
}
