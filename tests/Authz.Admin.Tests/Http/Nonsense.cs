using System.Formats.Tar;
using System.Text;

namespace Authz.Admin.Tests.Http;

/// <summary>Requests that make no sense, the same for the same seed.</summary>
internal sealed class Nonsense(int seed)
{
    private static readonly string[] Names =
        ["version", "reason", "from", "to", "files", "message", "expectedEpoch", "delaySeconds", "comment", "", "__proto__", "Version", "\\u0000", "\\ud800"];

    // The last are well-formed texts, but no name, reason or version may look like them.
    private static readonly string[] Values =
    [
        "1e400", "-1", "1.5", "[]", "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "{\"\":1}", "{\"a.yaml\":1}", "true", "\"\\ud800\"", "\"\\u0000\"", "\"\\u001b[2J\"",
        "{\"../a.yaml\":\"\"}", "{\"a.yaml\":\"\",\"a.yaml\":\"\"}", "{\"a.yaml\":\"\\ud800\"}", "{\"a.yaml\":\"kind: {\"}", "nul", "\"", "18446744073709551616",
    ];

    private readonly Random random = new(seed);

    public string Body() => random.Next(6) switch
    {
        0 => Junk(),
        1 => Values[random.Next(Values.Length)],
        2 => Object()[..^1],
        3 => Object() + Object(),
        _ => Object(),
    };

    /// <summary>A good archive of a policy that does not compile, with bytes changed, or cut.</summary>
    public byte[] Archive()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.yaml") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(PolicyFiles.Broken)) });
        }

        byte[] archive = stream.ToArray();
        for (int i = random.Next(6); i >= 0; i--)
        {
            archive[random.Next(archive.Length)] = (byte)random.Next(256);
        }

        return random.Next(3) == 0 ? archive[..random.Next(archive.Length)] : archive;
    }

    private string Object()
    {
        IEnumerable<string> members = Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => $"\"{Names[random.Next(Names.Length)]}\":{Values[random.Next(Values.Length)]}");
        return $"{{{string.Join(',', members)}}}";
    }

    private string Junk() => new([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(1, 0x250))]);
}
