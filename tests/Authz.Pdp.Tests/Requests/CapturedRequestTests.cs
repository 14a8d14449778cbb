using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Authz.Pdp.Requests;
using Authz.Policies.Requests;
using Authz.Testing;

namespace Authz.Pdp.Tests.Requests;

/// <summary>What a real Envoy sent, field by field.</summary>
public sealed class CapturedRequestTests
{
    private const int PlainTextMax = 400;

    public static TheoryData<string> Names =>
        [.. TestCases.Files("check", "*.bin").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Fact]
    public void All_captures_are_in_the_index()
    {
        IEnumerable<string> indexed = File.ReadLines(TestCases.Path("check", "index.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t')[0]);

        Assert.Equal(41, Names.Count);
        Assert.Equal(TestCases.Files("check", "*.bin").Select(Path.GetFileNameWithoutExtension), indexed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_field_is_read_as_it_was_sent(string name)
    {
        byte[] message = File.ReadAllBytes(TestCases.Path("check", $"{name}.bin"));
        using JsonDocument expected =
            JsonDocument.Parse(File.ReadAllBytes(TestCases.Path("check", $"{name}.json")));

        AccessRequest request = CheckRequestReader.Read(TestCall.Of(message));

        Assert.Equal(RequestFault.None, request.Fault);
        Assert.Equal(TestCall.Time, request.Time);
        Assert.Equal(Flatten(expected.RootElement), Describe(in request));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Google_Protobuf_reads_the_same(string name)
    {
        byte[] message = File.ReadAllBytes(TestCases.Path("check", $"{name}.bin"));

        Assert.Equal(ReadRequest.ByGoogle(message), ReadRequest.ByUs(message));
    }

    private static List<string> Flatten(JsonElement expected)
    {
        var lines = new List<string>();
        foreach (JsonProperty property in expected.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Array)
            {
                lines.Add($"{property.Name} {property.Value}");
                continue;
            }

            lines.AddRange(property.Value.EnumerateArray().Select(line => $"header {line[0]} {line[1]}"));
        }

        return lines;
    }

    private static List<string> Describe(in AccessRequest request)
    {
        var lines = new List<string>
        {
            $"hasHttp {request.HasHttp}",
            $"method {TextOf(request.Method)}",
            $"target {TextOf(request.Target)}",
            $"host {TextOf(request.Host)}",
            $"isRaw {request.Headers.IsRaw}",
            $"principal {TextOf(request.Principal)}",
            $"certificateSha256 {(request.Certificate.IsEmpty ? "" : DigestOf(request.Certificate))}",
            $"sni {TextOf(request.Sni)}",
            $"routeBinding {(request.HasRouteBinding ? TextOf(request.RouteBinding) : "")}",
            $"callerBinding {(request.HasCallerBinding ? TextOf(request.CallerBinding) : "")}",
            $"sourceIsLocal {request.SourceIsLocal}",
            $"sourceAddress {TextOf(request.SourceAddress)}",
            $"body {TextOf(request.Body)}",
            $"isBodyRaw {request.IsBodyRaw}",
            $"contextExtensions {TextOf(request.ContextExtensions)}",
        };
        for (int i = 0; i < request.Headers.Count; i++)
        {
            lines.Add($"header {TextOf(request.Headers.Name(i))} {TextOf(request.Headers.Value(i))}");
        }

        return lines;
    }

    private static string TextOf(ContextExtensions extensions)
    {
        var pairs = new List<string>();
        for (int i = 0; i < extensions.Count; i++)
        {
            pairs.Add($"{TextOf(extensions.Name(i))}={TextOf(extensions.Value(i))}");
        }

        return string.Join(", ", pairs);
    }

    private static string TextOf(ReadOnlySpan<byte> bytes) => bytes.Length > PlainTextMax
        ? $"sha256:{DigestOf(bytes)} length:{bytes.Length}"
        : Encoding.Latin1.GetString(bytes);

    private static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
