using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Text;

/// <summary>Issuers of tokens, and the keys by which their tokens are verified.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportInvalidIssuerName(Located<string> text, string what, string fault) => Report(
        DiagnosticCatalog.InvalidIssuerName,
        text.Span,
        $"{what} {Quote(text.Value)} {fault}",
        "it is compared byte for byte: copy it from the issuer's metadata");

    internal void ReportUnsafeAlgorithm(Located<string> algorithm, string fault) => Report(
        DiagnosticCatalog.UnsafeAlgorithm,
        algorithm.Span,
        $"the algorithm {Quote(algorithm.Value)} {fault}",
        "take one that is verified by a public key, such as `ES256`");

    internal void ReportInvalidKeyAddress(Located<string> address, string fault) => Report(
        DiagnosticCatalog.InvalidKeyAddress,
        address.Span,
        $"the address {Quote(address.Value)} {fault}",
        "keys are fetched by https; by http from this machine alone");

    internal void ReportDuplicateIssuer(Located<string> issuer, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateIssuer,
        issuer.Span,
        $"{Quote(issuer.Value)} is also the issuer at {first}",
        "a token's `iss` leads to one Issuer: put all audiences into it",
        related: first);

    internal void ReportInvalidDuration(Located<string> duration) => Report(
        DiagnosticCatalog.InvalidDuration,
        duration.Span,
        $"{Quote(duration.Value)} is not a duration",
        "write a whole number and `s`, `m` or `h`: `90s`, `5m`, `24h`");

    internal void ReportDurationOutOfRange(SourceSpan where, string what, TimeSpan min, TimeSpan max) => Report(
        DiagnosticCatalog.InvalidDuration,
        where,
        $"{what} is from {DurationText.Of(min)} to {DurationText.Of(max)}");

    internal void ReportKeyFileNotFound(Located<string> path, IEnumerable<string> known) => Report(
        DiagnosticCatalog.KeyFileNotFound,
        path.Span,
        $"the set has no file {Quote(path.Value)}",
        DidYouMean(path.Value, known, "its path begins at the root of the set, with forward slashes, and ends in `.json`"));

    internal void ReportInvalidKeyFile(Located<string> path, string fault) => Report(
        DiagnosticCatalog.InvalidKeyFile,
        path.Span,
        $"the key file {Quote(path.Value)} {fault}",
        "it is a JWK set (RFC 7517): `{\"keys\": [{\"kty\": …}]}`");

    internal void ReportSecretKey(Located<string> path, int number, string member) => Report(
        DiagnosticCatalog.SecretKey,
        path.Span,
        $"key {number} of {Quote(path.Value)} can sign: its {Quote(member)} is secret",
        "put the public key alone into the file, and regard this one as known to everybody who can read the set");

    internal void ReportMaxStaleOfFile(SourceSpan where) => Report(
        DiagnosticCatalog.MaxStaleOfFile,
        where,
        "`maxStale` says nothing of keys from a file: they are there as long as the set is in force",
        "leave it out");
}
