using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>One case of a PolicyTest with its names resolved.</summary>
public sealed class BoundTestCase
{
    /// <summary>The host of a request to a service that names none: it never resolves (RFC 6761), and no service may name it.</summary>
    public const string HostOfUnnamed = "service.invalid";

    public required string TestName { get; init; }

    public required string CaseName { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>Null: no credential names a block.</summary>
    public required BoundBlock? From { get; init; }

    /// <summary>Null: no token comes.</summary>
    public TokenClaims? Token { get; init; }

    public required BoundService To { get; init; }

    public required string Host { get; init; }

    public required string Method { get; init; }

    /// <summary>The whole request target.</summary>
    public required string RawPath { get; init; }

    public required ImmutableArray<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Null: the time of the run.</summary>
    public required DateTimeOffset? Time { get; init; }

    /// <summary>Null: none.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>Null: none.</summary>
    public string? Sni { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> ContextExtensions { get; init; } = [];

    /// <summary>By filter, each one JSON object.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Null: none.</summary>
    public string? Body { get; init; }

    public bool BodyIsPartial { get; init; }

    /// <summary>What the listener sends, of what only some listeners send.</summary>
    public ImmutableArray<ListenerPart> Sent { get; init; } = [];

    public required Effect ExpectedEffect { get; init; }

    /// <summary>`policy/rule`.</summary>
    public required string? ExpectedRule { get; init; }

    public required string? ExpectedReason { get; init; }
}
