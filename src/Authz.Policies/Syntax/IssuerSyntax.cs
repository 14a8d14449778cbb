using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`kind: Issuer`: whose tokens are believed, and by which keys they are verified.</summary>
public sealed record IssuerSyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    /// <summary>What a token of this issuer says in `iss`; null: it was wrong and reported.</summary>
    public Located<string>? Issuer { get; init; }

    /// <summary>A token must name one of them in `aud`.</summary>
    public ImmutableArray<Located<string>> Audiences { get; init; } = [];

    public ImmutableArray<Located<TokenAlgorithm>> Algorithms { get; init; } = [];

    /// <summary>A file of the set with the keys. One of this, <see cref="JwksUri"/> and <see cref="Discovery"/>.</summary>
    public Located<string>? JwksFile { get; init; }

    public Located<string>? JwksUri { get; init; }

    /// <summary>Below which address the issuer's metadata are; an empty text is `true`: below the issuer itself.</summary>
    public Located<string>? Discovery { get; init; }

    /// <summary>How far the clocks of the issuer and of this service may differ.</summary>
    public Located<TimeSpan>? Leeway { get; init; }

    /// <summary>For how long keys that were fetched are used while they cannot be fetched again.</summary>
    public Located<TimeSpan>? MaxStale { get; init; }
}
