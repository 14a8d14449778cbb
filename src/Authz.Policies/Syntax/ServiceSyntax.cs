using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <param name="BasePath">Null: a service of `protocol: tcp`.</param>
public sealed record ServiceSyntax(SourceSpan Span, Located<string> Name, Located<string>? BasePath)
{
    public ServiceProtocol Protocol { get; init; }

    /// <summary>The names in a TLS hello that lead to a service of `protocol: tcp`.</summary>
    public ImmutableArray<Located<string>> Sni { get; init; } = [];

    public ImmutableArray<Located<string>> Hosts { get; init; } = [];

    /// <summary>The OpenAPI document of the service, by its path in the set.</summary>
    public Located<string>? OpenApi { get; init; }

    /// <summary>Those written by hand, and behind them those of the OpenAPI document.</summary>
    public ImmutableArray<OperationSyntax> Operations { get; init; } = [];

    /// <summary>Methods that the service takes beside the usual ones.</summary>
    public ImmutableArray<Located<string>> Methods { get; init; } = [];

    /// <summary>`matrixParameters: allow`: the service takes `;` in its paths.</summary>
    public Located<bool>? MatrixParametersAllowed { get; init; }

    /// <summary>`methodOverride: ignore`: the service does not look at method-override headers.</summary>
    public Located<bool>? MethodOverrideIgnored { get; init; }
}
