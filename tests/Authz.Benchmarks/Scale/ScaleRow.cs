namespace Authz.Benchmarks.Scale;

/// <summary>What a shape of a size came to, in a process of its own.</summary>
internal sealed record ScaleRow
{
    public required string Shape { get; init; }

    public required int Rules { get; init; }

    /// <summary>Why there are no figures; empty: there are.</summary>
    public string Refusal { get; init; } = "";

    public double TextMegabytes { get; init; }

    public double ReadMilliseconds { get; init; }

    public double BindMilliseconds { get; init; }

    public double CompileMilliseconds { get; init; }

    /// <summary>Of the compiled form alone: what is read and bound is gone.</summary>
    public double TreeMegabytes { get; init; }

    public double PeakMegabytes { get; init; }

    public double HotNanoseconds { get; init; }

    public double RandomNanoseconds { get; init; }

    /// <summary>One lookup in a FrozenDictionary of as many texts as there are rules, in the same rounds.</summary>
    public double HotLookupNanoseconds { get; init; }

    public double RandomLookupNanoseconds { get; init; }

    public double LoadMilliseconds => ReadMilliseconds + BindMilliseconds + CompileMilliseconds;
}
