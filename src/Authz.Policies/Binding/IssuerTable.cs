using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The issuers of a set: a token's `iss` leads to one of them at most.</summary>
internal sealed class IssuerTable
{
    private readonly DiagnosticBag diagnostics;
    private readonly UnresolvedNames unresolved;
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);

    public IssuerTable(
        ImmutableArray<IssuerSyntax> syntaxes, SourceSet sources, DiagnosticBag diagnostics, UnresolvedNames unresolved)
    {
        this.diagnostics = diagnostics;
        this.unresolved = unresolved;
        var keyFiles = new KeyFileReader(sources, diagnostics);
        var places = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (IssuerSyntax syntax in syntaxes)
        {
            indices.Add(syntax.Name.Value, indices.Count);
            if (syntax.Issuer is { } name && !places.TryAdd(name.Value, name.Span))
            {
                diagnostics.ReportDuplicateIssuer(name, places[name.Value]);
            }
        }

        Issuers = [.. syntaxes.Select(syntax => Bind(syntax, keyFiles))];
    }

    /// <summary>By name.</summary>
    public ImmutableArray<BoundIssuer> Issuers { get; }

    /// <summary>The place of the issuer of that name; null, and reported, where there is none.</summary>
    public int? Find(Located<string> name)
    {
        if (indices.TryGetValue(name.Value, out int index))
        {
            return index;
        }

        if (!unresolved.Withhold(name))
        {
            diagnostics.ReportUnknownIssuer(name, indices.Keys);
        }

        return null;
    }

    private static BoundIssuer Bind(IssuerSyntax syntax, KeyFileReader keyFiles)
    {
        ImmutableArray<TokenAlgorithm> algorithms = [.. syntax.Algorithms.Select(algorithm => algorithm.Value)];
        return new BoundIssuer
        {
            Name = syntax.Name.Value,
            Issuer = syntax.Issuer?.Value ?? "",
            Audiences = [.. syntax.Audiences.Select(audience => audience.Value)],
            Algorithms = algorithms,
            Jwks = syntax.JwksFile is { } file ? keyFiles.Read(file, algorithms) : default,
            JwksUri = syntax.JwksUri?.Value,
            DiscoveryBase = syntax.Discovery is { Value.Length: 0 } ? syntax.Issuer?.Value : syntax.Discovery?.Value,
            Leeway = syntax.Leeway?.Value ?? BoundIssuer.DefaultLeeway,
            MaxStale = syntax.MaxStale?.Value ?? BoundIssuer.DefaultMaxStale,
            Span = syntax.Span,
        };
    }
}
