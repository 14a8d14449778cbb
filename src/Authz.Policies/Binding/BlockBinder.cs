using System.Collections.Immutable;
using Authz.Policies.Compilation;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Building blocks and their services, numbered.</summary>
internal sealed class BlockBinder(IssuerTable issuers, CompilationPace pace, DiagnosticBag diagnostics)
{
    private const string Root = "/";

    private readonly TokenIdentityBinder tokens = new(issuers, diagnostics);
    private readonly OperationBinder operations = new(diagnostics);
    private readonly HashSet<string> otherMethods = new(StringComparer.Ordinal);

    public BlockTable Bind(
        ImmutableArray<BuildingBlockSyntax> syntaxes, ImmutableArray<GroupSyntax> groups, UnresolvedNames unresolved)
    {
        ImmutableArray<BoundBlock>.Builder blocks = ImmutableArray.CreateBuilder<BoundBlock>(syntaxes.Length);
        ImmutableArray<BoundService>.Builder services = ImmutableArray.CreateBuilder<BoundService>();
        ImmutableArray<ServiceSyntax>.Builder serviceSyntaxes = ImmutableArray.CreateBuilder<ServiceSyntax>();
        foreach (BuildingBlockSyntax syntax in syntaxes)
        {
            BoundBlock block = BindBlock(syntax, blocks.Count);
            blocks.Add(block);
            IEnumerable<ServiceSyntax> sorted = syntax.Services
                .DistinctBy(service => service.Name.Value)
                .OrderBy(service => service.Name.Value, StringComparer.Ordinal);
            foreach (ServiceSyntax service in sorted)
            {
                services.Add(BindService(service, block, services.Count));
                serviceSyntaxes.Add(service);
            }

            pace.Rest();
        }

        return new BlockTable(
            blocks.DrainToImmutable(),
            syntaxes,
            services.DrainToImmutable(),
            serviceSyntaxes.DrainToImmutable(),
            diagnostics,
            unresolved,
            groups);
    }

    /// <summary>As they are written: they are compared byte for byte.</summary>
    public static ImmutableArray<string> SpiffeIdsOf(ImmutableArray<IdentitySyntax> identities) =>
        [.. identities.OfType<SpiffeIdentitySyntax>().Select(identity => identity.Id.Value)];

    public static ImmutableArray<string> DnsNamesOf(ImmutableArray<IdentitySyntax> identities) =>
        [.. identities.OfType<DnsIdentitySyntax>().Select(identity => Lower(identity.Name))];

    private BoundBlock BindBlock(BuildingBlockSyntax syntax, int index) => new()
    {
        Index = index,
        Name = syntax.Name.Value,
        Client = syntax.Client?.Value,
        Labels = syntax.Metadata.Labels.ToImmutableSortedDictionary(
            label => label.Key.Value, label => label.Value.Value, StringComparer.Ordinal),
        SpiffeIds = SpiffeIdsOf(syntax.Identities),
        DnsNames = DnsNamesOf(syntax.Identities),
        Tokens = tokens.Bind(syntax),
        ApiKeys = [.. syntax.Identities.OfType<ApiKeyIdentitySyntax>().Select(BindApiKey)],
        SignatureKeys = [.. syntax.Identities.OfType<SignatureIdentitySyntax>().Select(BindSignatureKey)],
    };

    private static BoundApiKey BindApiKey(ApiKeyIdentitySyntax syntax) =>
        new(syntax.Id.Value, KeyDigest.Parse(syntax.Digest.Value), Lower(syntax.Header));

    private static BoundSignatureKey BindSignatureKey(SignatureIdentitySyntax syntax) => new(
        syntax.KeyId.Value,
        syntax.SecretFile.Value,
        syntax.MaxAge?.Value ?? BoundSignatureKey.DefaultMaxAge,
        [.. syntax.Components.Select(Lower)]);

    private BoundService BindService(ServiceSyntax syntax, BoundBlock block, int index)
    {
        bool takesMatrixParameters = syntax.MatrixParametersAllowed?.Value ?? false;
        ImmutableArray<string> methods =
        [
            .. syntax.Methods.Select(method => method.Value).Except(StandardMethods.All, StringComparer.Ordinal),
        ];
        CountMethods(syntax, methods);
        return new BoundService
        {
            Index = index,
            Block = block,
            Name = syntax.Name.Value,
            Protocol = syntax.Protocol,
            Sni = [.. syntax.Sni.Select(Lower).Distinct(StringComparer.Ordinal)],
            BasePath = syntax.BasePath is { Value: not Root } path ? path.Value : "",
            Hosts = [.. syntax.Hosts.Select(Lower).Distinct(StringComparer.Ordinal)],
            Operations = operations.Bind(syntax.Operations, methods, takesMatrixParameters),
            Methods = methods,
            MatrixParametersAllowed = takesMatrixParameters,
            MethodOverrideIgnored = syntax.MethodOverrideIgnored?.Value ?? false,
        };
    }

    private void CountMethods(ServiceSyntax syntax, ImmutableArray<string> methods)
    {
        bool wasWithinLimit = otherMethods.Count <= PolicyLimits.OtherMethodsMax;
        otherMethods.UnionWith(methods);
        if (wasWithinLimit && otherMethods.Count > PolicyLimits.OtherMethodsMax)
        {
            diagnostics.ReportTooManyMethods(syntax.Name.Span);
        }
    }

    private static string Lower(Located<string> name) => name.Value.ToLowerInvariant();
}
