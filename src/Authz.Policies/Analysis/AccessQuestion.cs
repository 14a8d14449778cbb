using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;

namespace Authz.Policies.Analysis;

/// <summary>A request that a person asks about: a policy test's case, or a question on the command line.</summary>
public sealed record AccessQuestion
{
    private const string ServiceExtension = "authz.service";

    /// <summary>Null: no credential names a block.</summary>
    public required BoundBlock? From { get; init; }

    /// <summary>Of the verified token that comes with the call; null: none comes.</summary>
    public TokenClaims? Token { get; init; }

    /// <summary>The service that the route is bound to. Which service the request names is for host and path to say.</summary>
    public required BoundService To { get; init; }

    public required string Host { get; init; }

    public required string Method { get; init; }

    /// <summary>The whole request target, with its query.</summary>
    public required string Target { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    public required DateTimeOffset Time { get; init; }

    /// <summary>Null: a pipe, or nobody said.</summary>
    public string? SourceAddress { get; init; }

    public string Sni { get; init; } = "";

    /// <summary>Each name once; `authz.sends` among them says what the listener sends.</summary>
    public ImmutableArray<KeyValuePair<string, string>> ContextExtensions { get; init; } = [];

    /// <summary>Filter names, each once, with what the filter has noted: one JSON object.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; init; } = [];

    public ImmutableArray<byte> Body { get; init; } = [];

    public static AccessQuestion Of(BoundTestCase testCase, DateTimeOffset now) => new()
    {
        From = testCase.From,
        Token = testCase.Token,
        To = testCase.To,
        Host = testCase.Host,
        Method = testCase.Method,
        Target = testCase.RawPath,
        Headers = testCase.BodyIsPartial
            ? testCase.Headers.Add(KeyValuePair.Create(RequestHeaders.PartialBody, "true"))
            : testCase.Headers,
        Time = testCase.Time ?? now,
        SourceAddress = testCase.SourceAddress,
        Sni = testCase.Sni ?? "",
        ContextExtensions = testCase.To.IsTcp ? [] : testCase.ContextExtensions.Add(
            KeyValuePair.Create(ListenerSends.ExtensionName, string.Join(',', testCase.Sent.Select(ListenerWords.Of)))),
        Metadata = testCase.Metadata,
        Body = ImmutableCollectionsMarshal.AsImmutableArray(Encoding.UTF8.GetBytes(testCase.Body ?? "")),
    };

    public Verdict Ask(DecisionTree tree)
    {
        Caller caller = CallerOf() with { Claims = Token };
        return Verdict.Of(tree.Decide(ToRequestText().ToRequest(), in caller), tree);
    }

    internal RequestText ToRequestText() =>
        new(WithWholeBody())
        {
            IsConnection = To.IsTcp,
            Method = Method,
            Target = Target,
            Host = Host,
            RouteBinding = To.QualifiedName,
            Time = Time,
            SourceAddress = SourceAddress,
            Sni = Sni,
            // No route leads to a connection's service, and so none says anything.
            ContextExtensions = To.IsTcp
                ? []
                : ContextExtensions.Add(KeyValuePair.Create(ServiceExtension, To.QualifiedName)),
            Metadata = Metadata,
            Body = Body,
        };

    /// <summary>Whose token names no block has shown credentials all the same.</summary>
    private Caller CallerOf() => From is null
        ? Token is null ? Caller.Anonymous : Caller.Unknown
        : Caller.Proved(From.Index, AssumedProof.Of(From));

    /// <summary>Envoy says beside each body whether it is all of it: here it is, unless the question says otherwise.</summary>
    private ImmutableArray<KeyValuePair<string, string>> WithWholeBody() =>
        Body.IsEmpty || Headers.Any(header => header.Key.Equals(RequestHeaders.PartialBody, StringComparison.OrdinalIgnoreCase))
            ? Headers
            : Headers.Add(KeyValuePair.Create(RequestHeaders.PartialBody, "false"));
}
