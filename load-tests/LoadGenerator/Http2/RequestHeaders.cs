using System.Text;

namespace Authz.LoadGenerator.Http2;

/// <summary>
/// The header block of a call, which is the same for all calls. The first one puts its lines into the server's table, the others
/// are six bytes, as Envoy's are but for a few.
/// </summary>
internal sealed class RequestHeaders
{
    // RFC 7541, appendix A.
    private const byte MethodPost = 0x80 | 3;
    private const byte SchemeHttp = 0x80 | 6;
    private const byte Authority = 1;
    private const byte Path = 4;
    private const byte ContentType = 31;
    private const byte FirstDynamic = 62;

    private const byte WithIndexing = 0x40;

    public RequestHeaders(string authority, string path)
    {
        (byte Index, string Name, string Value)[] lines =
            [(Path, "", path), (Authority, "", authority), (ContentType, "", "application/grpc"), (0, "te", "trailers")];
        First = [MethodPost, SchemeHttp, .. lines.SelectMany(line => Literal(line, isIndexed: true))];

        // The newest line has the lowest index.
        Indexed = [MethodPost, SchemeHttp, .. lines.Select((_, place) => (byte)(0x80 | (FirstDynamic + lines.Length - 1 - place)))];
        Plain = [MethodPost, SchemeHttp, .. lines.SelectMany(line => Literal(line, isIndexed: false))];

        // RFC 7541, 6.3: the table is emptied, for the server said that it wants a smaller one.
        PlainAndNoTable = [0x20, .. Plain];
    }

    public byte[] First { get; }

    public byte[] Indexed { get; }

    public byte[] Plain { get; }

    public byte[] PlainAndNoTable { get; }

    private static IEnumerable<byte> Literal((byte Index, string Name, string Value) line, bool isIndexed)
    {
        IEnumerable<byte> start = Integer(line.Index, isIndexed ? 6 : 4, isIndexed ? WithIndexing : (byte)0);
        return [.. start, .. line.Index == 0 ? Text(line.Name) : [], .. Text(line.Value)];
    }

    private static IEnumerable<byte> Text(string text) => [.. Integer(text.Length, 7, 0), .. Encoding.ASCII.GetBytes(text)];

    private static IEnumerable<byte> Integer(int value, int prefixBits, byte flags)
    {
        int mask = (1 << prefixBits) - 1;
        if (value < mask)
        {
            yield return (byte)(flags | value);
            yield break;
        }

        yield return (byte)(flags | mask);
        for (value -= mask; value >= 0x80; value >>= 7)
        {
            yield return (byte)(0x80 | (value & 0x7f));
        }

        yield return (byte)value;
    }
}
