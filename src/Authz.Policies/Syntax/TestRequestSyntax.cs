using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record TestRequestSyntax(SourceSpan Span)
{
    /// <summary>The calling block; left out, no credential names one.</summary>
    public Located<string>? From { get; init; }

    /// <summary>Left out, no token comes.</summary>
    public TestTokenSyntax? Token { get; init; }

    /// <summary>`block/service`: gives the route's binding, the base path and, unless `host` is said, the host.</summary>
    public required Located<string> To { get; init; }

    public Located<string>? Host { get; init; }

    /// <summary>A connection has none, and no path.</summary>
    public Located<string>? Method { get; init; }

    /// <summary>Below the service's base path, as sent. Either this or <see cref="RawPath"/>.</summary>
    public Located<string>? Path { get; init; }

    /// <summary>The whole request target as it is on the wire.</summary>
    public Located<string>? RawPath { get; init; }

    public ImmutableArray<TestHeaderSyntax> Headers { get; init; } = [];

    /// <summary>The service's clock; left out, the time of the run.</summary>
    public Located<DateTimeOffset>? Time { get; init; }

    /// <summary>The peer's address without its port; left out, there is none.</summary>
    public Located<string>? SourceAddress { get; init; }

    /// <summary>The name in the client's TLS hello; left out, there is none.</summary>
    public Located<string>? Sni { get; init; }

    public ImmutableArray<TestExtensionSyntax> ContextExtensions { get; init; } = [];

    public ImmutableArray<TestMetadataSyntax> Metadata { get; init; } = [];

    /// <summary>The body as it is sent; left out, there is none.</summary>
    public Located<string>? Body { get; init; }

    /// <summary>The body was cut short. The place is that of its key's value; null: it was not.</summary>
    public SourceSpan? BodyIsPartial { get; init; }

    /// <summary>What the listener does not send. What is not here it sends, so that what a request does not say is absent.</summary>
    public ImmutableArray<Located<ListenerPart>> NotSent { get; init; } = [];
}
