using System.Text;

namespace Authz.LoadGenerator.Http2;

/// <summary>The static table (RFC 7541, appendix A) and behind it the dynamic one, newest first.</summary>
internal sealed class HeaderTable
{
    // Name, and behind a colon the value; names of pseudo-headers begin with one.
    private static readonly HeaderEntry[] fixedEntries =
    [
        .. new[]
        {
            ":authority", ":method:GET", ":method:POST", ":path:/", ":path:/index.html", ":scheme:http", ":scheme:https", ":status:200",
            ":status:204", ":status:206", ":status:304", ":status:400", ":status:404", ":status:500", "accept-charset",
            "accept-encoding:gzip, deflate", "accept-language", "accept-ranges", "accept", "access-control-allow-origin", "age",
            "allow", "authorization", "cache-control", "content-disposition", "content-encoding", "content-language",
            "content-length", "content-location", "content-range", "content-type", "cookie", "date", "etag", "expect", "expires",
            "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified",
            "link", "location", "max-forwards", "proxy-authenticate", "proxy-authorization", "range", "referer", "refresh",
            "retry-after", "server", "set-cookie", "strict-transport-security", "transfer-encoding", "user-agent", "vary", "via",
            "www-authenticate",
        }.Select(EntryOf),
    ];

    private readonly List<HeaderEntry> entries = [];
    private readonly int sizeLimit;
    private int sizeMax;
    private int size;

    /// <param name="bytesMax">The most that the other side may ask for, and what it is until it does.</param>
    public HeaderTable(int bytesMax) => sizeLimit = sizeMax = bytesMax;

    /// <param name="index">From 1 on, as in a header block.</param>
    public HeaderEntry At(int index)
    {
        if (index < 1 || index > fixedEntries.Length + entries.Count)
        {
            throw new ProtocolException($"a header block names line {index} of a table that has none there");
        }

        // The newest stands last in the list.
        return index <= fixedEntries.Length ? fixedEntries[index - 1] : entries[fixedEntries.Length + entries.Count - index];
    }

    public void Add(byte[] name, byte[] value)
    {
        var entry = new HeaderEntry(name, value);
        Evict(sizeMax - entry.Size);
        if (entry.Size <= sizeMax)
        {
            entries.Add(entry);
            size += entry.Size;
        }
    }

    public void Resize(int bytes)
    {
        sizeMax = bytes <= sizeLimit ? bytes : throw new ProtocolException("a header table is larger than we allow");
        Evict(sizeMax);
    }

    private void Evict(int sizeLeft)
    {
        int count = 0;
        while (count < entries.Count && size > sizeLeft)
        {
            size -= entries[count++].Size;
        }

        entries.RemoveRange(0, count);
    }

    private static HeaderEntry EntryOf(string line)
    {
        int colon = line.IndexOf(':', 1);
        return colon < 0
            ? new HeaderEntry(Encoding.ASCII.GetBytes(line), [])
            : new HeaderEntry(Encoding.ASCII.GetBytes(line[..colon]), Encoding.ASCII.GetBytes(line[(colon + 1)..]));
    }
}
