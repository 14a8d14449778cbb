using System.Text;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>One request, of which conditions are asked alone, without rules. Texts have one character for each byte.</summary>
internal sealed record ConditionQuestion
{
    private const string WholeBody = "x-envoy-auth-partial-body: false";

    public string Target { get; init; } = "/";

    /// <summary>`name: value`, one a line.</summary>
    public string[] Headers { get; init; } = [];

    public bool AreHeadersRaw { get; init; } = true;

    public string? SourceAddress { get; init; }

    public string Sni { get; init; } = "";

    public string? Sends { get; init; }

    public string? Purpose { get; init; }

    /// <summary>The object that the filter `envoy.filter` has noted.</summary>
    public string? Metadata { get; init; }

    public string? Body { get; init; }

    public bool IsBodyRaw { get; init; } = true;

    public bool HasHttp { get; init; } = true;

    public DateTimeOffset Time { get; init; }

    public string Path { get; init; } = "/";

    /// <summary>The claims of a verified token of `issuer`; null: none came.</summary>
    public string? Claims { get; init; }

    /// <summary>Where in <see cref="Comparisons.Issuers"/> the token's is.</summary>
    public int Issuer { get; init; } = 1;

    public Ternary Ask(BoundCondition condition)
    {
        var builder = new ConditionTableBuilder(Comparisons.Issuers);
        int node = builder.Add(condition);
        return Ask(builder.Build(), node);
    }

    public Ternary Ask(ConditionTable table, int node)
    {
        (byte[] bytes, HeaderSlot[] slots) = Pack(Body is null || Headers.Any(IsPartialBody) ? Headers : [.. Headers, WholeBody]);
        (byte[] extensionBytes, HeaderSlot[] extensions) = Pack([.. Extensions()]);
        var request = new AccessRequest
        {
            HasHttp = HasHttp,
            Target = Encoding.Latin1.GetBytes(Target),
            Headers = new HeaderList(bytes, slots, AreHeadersRaw),
            SourceAddress = Encoding.Latin1.GetBytes(SourceAddress ?? ""),
            HasSourceAddress = SourceAddress is not null,
            Sni = Encoding.Latin1.GetBytes(Sni),
            ContextExtensions = new ContextExtensions(extensionBytes, extensions),
            Metadata = Metadata is null ? [] : MetadataText.ToBytes([KeyValuePair.Create("envoy.filter", Metadata)]),
            Body = Encoding.Latin1.GetBytes(Body ?? ""),
            IsBodyRaw = IsBodyRaw,
            Time = Time,
        };
        var state = new ConditionState(Encoding.Latin1.GetBytes(Path))
        {
            Captures = CaptureTable.NoCaptures,
            Claims = Claims is null ? null : new TokenClaims(Issuer, Encoding.Latin1.GetBytes(Claims)),
        };
        Ternary result = table.Evaluate(node, in request, ref state);
        state.Release();
        return result;
    }

    private static bool IsPartialBody(string header) => header.StartsWith("x-envoy-auth-partial-body", StringComparison.Ordinal);

    private IEnumerable<string> Extensions()
    {
        if (Sends is not null)
        {
            yield return $"authz.sends: {Sends}";
        }

        if (Purpose is not null)
        {
            yield return $"purpose: {Purpose}";
        }
    }

    private static (byte[] Bytes, HeaderSlot[] Slots) Pack(string[] lines)
    {
        var text = new StringBuilder();
        var slots = new List<HeaderSlot>();
        foreach (string line in lines)
        {
            string[] parts = line.Split(": ", 2);
            slots.Add(new HeaderSlot(text.Length, parts[0].Length, text.Length + parts[0].Length, parts[1].Length));
            text.Append(parts[0]).Append(parts[1]);
        }

        return (Encoding.Latin1.GetBytes(text.ToString()), [.. slots]);
    }
}
