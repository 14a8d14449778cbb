using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record TestRequestSyntax(SourceSpan Span)
{
    /// <summary>The calling block; left out, the caller is anonymous.</summary>
    public Located<string>? From { get; init; }

    /// <summary>`block/service`: gives the route's binding, the base path and, unless `host` is said, the host.</summary>
    public required Located<string> To { get; init; }

    public Located<string>? Host { get; init; }

    public required Located<string> Method { get; init; }

    /// <summary>Below the service's base path, as sent. Either this or <see cref="RawPath"/>.</summary>
    public Located<string>? Path { get; init; }

    /// <summary>The whole request target as it is on the wire.</summary>
    public Located<string>? RawPath { get; init; }

    public ImmutableArray<TestHeaderSyntax> Headers { get; init; } = [];

    /// <summary>The service's clock; left out, the time of the run.</summary>
    public Located<DateTimeOffset>? Time { get; init; }
}
