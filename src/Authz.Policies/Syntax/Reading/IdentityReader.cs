using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>What proves a building block, or a security server.</summary>
internal sealed class IdentityReader(DiagnosticBag diagnostics)
{
    private const string Spiffe = "spiffe";
    private const string Certificate = "certificate";
    private const string Token = "jwt";
    private const string ApiKey = "apiKey";
    private const string Signature = "hmac";

    private static readonly DictionaryShape ClaimsShape =
        new(TextShape.ClaimName, TextShape.ClaimValue, PolicyLimits.IdentityClaimsMax);

    private static readonly MappingShape CertificateShape = new(
        "`certificate`",
        KeyShape.Required("dns", TextShape.Host, "The DNS name of a certificate that has no URI name."));

    private static readonly MappingShape TokenShape = new(
        "`jwt`",
        KeyShape.Required("issuer", TextShape.Name, "The Issuer of this set whose tokens are meant."),
        KeyShape.Required("claims", ClaimsShape, "Top-level claims and the texts that they must be; `sub` among them."));

    private static readonly MappingShape ApiKeyShape = new(
        "`apiKey`",
        KeyShape.Required("id", TextShape.Name, "What people call the key; unique within the set."),
        KeyShape.Required("sha256", TextShape.Digest, "The SHA-256 of the key, in hexadecimal digits; never the key itself."),
        KeyShape.Required("header", TextShape.HeaderToken, "The header in which it comes; it is removed before forwarding."));

    private static readonly MappingShape SignatureShape = new(
        "`hmac`",
        KeyShape.Required("keyId", TextShape.KeyId, "The signature's `keyid`; unique within the set."),
        KeyShape.Required("secretFile", TextShape.SecretFile, "Where the service finds the secret; no file of this set."),
        KeyShape.Optional("maxAge", TextShape.Duration, "How long a signature is taken, 1s to 5m; left out: 60s."),
        KeyShape.Optional(
            "components",
            new ListShape(TextShape.HeaderToken, PolicyLimits.SignatureComponentsMax),
            "Headers that must be signed too."));

    private static readonly KeyShape SpiffeKey =
        KeyShape.Optional(Spiffe, TextShape.SpiffeId, "The SPIFFE ID, the only URI name of the certificate.");

    private static readonly KeyShape CertificateKey =
        KeyShape.Optional(Certificate, CertificateShape, "A name in the certificate that is no SPIFFE ID.");

    internal static readonly MappingShape BlockShape = new(
        "an identity",
        SpiffeKey,
        CertificateKey,
        KeyShape.Optional(Token, TokenShape, "A bearer token with these claims."),
        KeyShape.Optional(ApiKey, ApiKeyShape, "A key in a header."),
        KeyShape.Optional(Signature, SignatureShape, "An HTTP message signature with a shared secret (RFC 9421)."))
    {
        ExactlyOne = [Spiffe, Certificate, Token, ApiKey, Signature],
    };

    internal static readonly MappingShape ServerShape = new("an identity of a security server", SpiffeKey, CertificateKey)
    {
        ExactlyOne = [Spiffe, Certificate],
    };

    private static readonly ValueName ClaimsName = ValueName.OfKey("claims");
    private static readonly ValueName ClaimName = ValueName.OfConcept("a claim");

    /// <param name="shape">Which identities there may be: a block's or a security server's.</param>
    public ImmutableArray<IdentitySyntax> Read(ImmutableArray<YamlNode> nodes, MappingShape shape)
    {
        ImmutableArray<IdentitySyntax>.Builder identities = ImmutableArray.CreateBuilder<IdentitySyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (Read(node, shape) is { } identity)
            {
                identities.Add(identity);
            }
        }

        return identities.DrainToImmutable();
    }

    private IdentitySyntax? Read(YamlNode node, MappingShape shape)
    {
        if (!MappingReader.TryOpen(node, shape, diagnostics, out MappingReader identity)
            || identity.Choice() is not { } choice)
        {
            return null;
        }

        return choice.Key.Text switch
        {
            Spiffe => identity.Text(Spiffe) is { } id ? new SpiffeIdentitySyntax(identity.Span, id) : null,
            Certificate => ReadCertificate(identity.Span, choice.Value),
            Token => ReadToken(identity.Span, choice.Value),
            ApiKey => ReadApiKey(identity.Span, choice.Value),
            Signature => ReadSignature(identity.Span, choice.Value),
            _ => throw new UnreachableException(),
        };
    }

    private DnsIdentitySyntax? ReadCertificate(SourceSpan span, YamlNode node) =>
        MappingReader.TryOpen(node, CertificateShape, diagnostics, out MappingReader certificate)
        && certificate.Text("dns") is { } name
            ? new DnsIdentitySyntax(span, name)
            : null;

    private TokenIdentitySyntax? ReadToken(SourceSpan span, YamlNode node)
    {
        if (!MappingReader.TryOpen(node, TokenShape, diagnostics, out MappingReader token))
        {
            return null;
        }

        Located<string>? issuer = token.Text("issuer");
        ImmutableArray<ClaimSyntax> claims = ReadClaims(token.Find("claims"));
        return issuer is null || claims.IsDefault ? null : new TokenIdentitySyntax(span, issuer.Value, claims);
    }

    /// <summary>Default where one is not as it should be: with less claims an identity would take more tokens.</summary>
    private ImmutableArray<ClaimSyntax> ReadClaims(YamlNode? node)
    {
        if (node is null
            || ValueReader.Mapping(node, ClaimsName, diagnostics) is not { } mapping
            || ValueReader.IsTooLong(node, ClaimsName, mapping.Entries.Length, PolicyLimits.IdentityClaimsMax, diagnostics))
        {
            return default;
        }

        ImmutableArray<ClaimSyntax>.Builder claims = ImmutableArray.CreateBuilder<ClaimSyntax>(mapping.Entries.Length);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (ValueReader.Text(entry.Value, ClaimName, diagnostics) is { } value)
            {
                claims.Add(new ClaimSyntax(entry.Key.Located, value));
            }
        }

        return claims.Count == mapping.Entries.Length ? claims.DrainToImmutable() : default;
    }

    private ApiKeyIdentitySyntax? ReadApiKey(SourceSpan span, YamlNode node)
    {
        if (!MappingReader.TryOpen(node, ApiKeyShape, diagnostics, out MappingReader key))
        {
            return null;
        }

        Located<string>? id = key.Text("id");
        Located<string>? digest = key.Text("sha256");
        Located<string>? header = key.Text("header");
        return id is null || digest is null || header is null
            ? null
            : new ApiKeyIdentitySyntax(span, id.Value, digest.Value, header.Value);
    }

    private SignatureIdentitySyntax? ReadSignature(SourceSpan span, YamlNode node)
    {
        if (!MappingReader.TryOpen(node, SignatureShape, diagnostics, out MappingReader signature))
        {
            return null;
        }

        Located<string>? keyId = signature.Text("keyId");
        Located<string>? secretFile = signature.Text("secretFile");
        Located<TimeSpan>? maxAge = signature.Duration("maxAge");
        ImmutableArray<Located<string>> components = signature.Texts("components");
        return keyId is null || secretFile is null
            ? null
            : new SignatureIdentitySyntax(span, keyId.Value, secretFile.Value) { MaxAge = maxAge, Components = components };
    }
}
