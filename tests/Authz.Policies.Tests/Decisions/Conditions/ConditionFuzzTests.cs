using System.Globalization;
using System.Text;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>Whatever comes in, a condition comes to one of three values. Seeds are fixed; AUTHZ_FUZZ_ITERATIONS raises their number.</summary>
public sealed class ConditionFuzzTests
{
    private const int IterationsDefault = 3_000;

    private static readonly int iterations = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? $"{IterationsDefault}", CultureInfo.InvariantCulture);

    private static readonly AttributeReference[] attributes =
    [
        Header("x"), Query("q"), Sni, Extension("purpose"), Metadata("a", "b"), Metadata("0"), Metadata(), Body("a", "b"), Body("0"), Body(), Claim, ClaimAt("scope"),
    ];

    private static readonly ConditionOperator[] texts =
    [
        ConditionOperator.Equals, ConditionOperator.In, ConditionOperator.Prefix, ConditionOperator.Suffix, ConditionOperator.Contains,
        ConditionOperator.ContainsText,
    ];

    [Fact]
    public void Bytes_by_chance_never_throw()
    {
        var builder = new ConditionTableBuilder(Issuers);
        int[] nodes = [.. Conditions().Select(condition => builder.Add(condition))];
        ConditionTable table = builder.Build();
        var counts = new int[Enum.GetValues<Ternary>().Length];
        for (int seed = 0; seed < iterations; seed++)
        {
            var random = new Random(seed);
            AccessRequest request = Next(random);
            var state = new ConditionState("/a/b"u8) { Captures = CaptureTable.NoCaptures, Claims = Token(random) };
            foreach (int node in nodes)
            {
                counts[(int)table.Evaluate(node, in request, ref state)]++;
            }

            state.Release();
        }

        // Requests of which every condition comes to the same would try nothing.
        Assert.All(counts, count => Assert.True(count > iterations / 10, string.Join(' ', counts)));
    }

    private static IEnumerable<BoundCondition> Conditions()
    {
        foreach (AttributeReference attribute in attributes)
        {
            yield return attribute.Exists();
            yield return attribute.Is(ConditionOperator.Matches, "[a-c]*|.");
            yield return attribute.Is(ConditionOperator.Cidr, "10.0.0.0/8", "::/0");
            foreach (ConditionOperator text in texts)
            {
                yield return attribute.Is(ConditionQuantifier.Any, text, "a");
                foreach (AttributeReference other in attributes)
                {
                    yield return attribute.Is(text, other);
                }
            }
        }

        yield return SourceAddress.Is(ConditionOperator.Cidr, "10.0.0.0/8", "::/0");
        yield return PathParameter("id").Is(ConditionOperator.Equals, "a");
    }

    private static AccessRequest Next(Random random)
    {
        byte[] headers = [.. "x"u8, .. Bytes(random), .. "x-envoy-auth-partial-body"u8, .. "false"u8];
        int partial = headers.Length - 30;
        byte[] extensions = [.. "purpose"u8, .. Bytes(random)];
        return new AccessRequest
        {
            HasHttp = random.Next(8) != 0,
            Target = (byte[])[.. "/a/b?q="u8, .. Bytes(random)],
            Headers = new HeaderList(
                headers,
                (HeaderSlot[])[new HeaderSlot(0, 1, 1, partial - 1), new HeaderSlot(partial, 25, partial + 25, 5)],
                isRaw: random.Next(2) == 0),
            SourceAddress = Bytes(random),
            HasSourceAddress = true,
            Sni = Bytes(random),
            ContextExtensions = new ContextExtensions(extensions, (HeaderSlot[])[new HeaderSlot(0, 7, 7, extensions.Length - 7)]),
            Metadata = BrokenMetadata(random),
            Body = random.Next(3) == 0 ? Bytes(random) : Encoding.UTF8.GetBytes($"{{\"a\":{{\"b\":\"{(char)('a' + random.Next(3))}\"}}}}"),
            IsBodyRaw = random.Next(4) != 0,
            Time = new DateTimeOffset(random.NextInt64(DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero),
        };
    }

    private static TokenClaims? Token(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => new TokenClaims(random.Next(2), Bytes(random)),
        _ => new TokenClaims(1, (byte[])[.. "{\"sub\":\"a\",\"scope\":\""u8, .. Bytes(random), .. "\"}"u8]),
    };

    /// <summary>Metadata with one byte in it changed, so that it is broken in the middle.</summary>
    private static byte[] BrokenMetadata(Random random)
    {
        byte[] bytes = MetadataText.ToBytes([KeyValuePair.Create("envoy.filter", """{"a":{"b":"a","c":[1,"a"]},"0":[1.5,true]}""")]);
        if (random.Next(3) != 0)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes[..^(random.Next(4) == 0 ? random.Next(bytes.Length) : 0)];
    }

    private static byte[] Bytes(Random random)
    {
        ReadOnlySpan<byte> alphabet = "aabc,;&=+%62\"{}[]:\\ud800!-1.5 \t\u0080é😀"u8;
        byte[] bytes = new byte[random.Next(12)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = random.Next(16) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
        }

        return bytes;
    }
}
