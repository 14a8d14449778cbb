namespace Authz.Policies.Text;

/// <summary>What proves a caller, and the security servers that call for others.</summary>
public sealed partial class DiagnosticBag
{
    private const string MakeKey = "head -c 32 /dev/urandom | base64 | tr -d '\\n' | tee key | sha256sum";

    internal void ReportDuplicateIdentity(Located<string> identity, string other, bool isServer, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateIdentity,
        identity.Span,
        $"the identity {Quote(identity.Value)} is also that of {(isServer ? "the security server " : "")}{Quote(other)} at {first}",
        "an identity proves one building block or one security server",
        related: first);

    internal void ReportTokenWithoutSubject(SourceSpan where, string? client) => Report(
        DiagnosticCatalog.TokenWithoutSubject,
        where,
        client is null
            ? "`jwt` names no `sub`: all else may stand in the token of an end user too"
            : $"`jwt` names {Quote(client)} without `sub`: the token of every end user of that client has it too",
        "name the `sub` of the building block's own tokens; with most issuers it is the client's id");

    internal void ReportInvalidTokenClaim(Located<string> name, string fault) =>
        Report(DiagnosticCatalog.InvalidTokenClaim, name.Span, $"the claim {Quote(name.Value)} {fault}");

    internal void ReportInvalidTokenClaimValue(Located<string> value, string name, string fault) =>
        Report(DiagnosticCatalog.InvalidTokenClaim, value.Span, $"the value of the claim {Quote(name)} {fault}");

    internal void ReportTokenOfTwo(SourceSpan where, string block, string issuer, string other, SourceSpan place) => Report(
        DiagnosticCatalog.TokenOfTwo,
        where,
        $"one token of {Quote(issuer)} could prove {Quote(block)} and also {Quote(other)}, whose identity stands at {place}",
        "let them ask for different values of one claim",
        related: place);

    internal void ReportTooManyTokens(Located<string> subject) => Report(
        DiagnosticCatalog.TooManyTokens,
        subject.Span,
        $"more than {PolicyLimits.TokensPerSubjectMax} identities name the `sub` {Quote(subject.Value)} of one issuer",
        "a `sub` names one building block, or few that other claims tell apart");

    internal void ReportDuplicateKeyId(Located<string> id, string key, string other, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateKeyId,
        id.Span,
        $"{Quote(id.Value)} is also the {Quote(key)} of a key of {Quote(other)} at {first}",
        "it names one key in the whole set: add a year or a number",
        related: first);

    internal void ReportInvalidKeyDigest(Located<string> digest, string fault) => Report(
        DiagnosticCatalog.InvalidKeyDigest,
        digest.Span,
        $"the digest of the API key {fault}",
        $"make a key and its digest: {Quote(MakeKey)}");

    internal void ReportObviousKey(Located<string> digest, string what) => Report(
        DiagnosticCatalog.ObviousKey,
        digest.Span,
        $"the API key is obvious: this is the digest of {what}",
        $"make one that nobody guesses, and its digest: {Quote(MakeKey)}");

    internal void ReportInvalidKeyHeader(Located<string> name, string fault) => Report(
        DiagnosticCatalog.InvalidKeyHeader,
        name.Span,
        $"the header {Quote(name.Value)} cannot carry an API key: it {fault}",
        "take one of its own, such as `x-api-key`; it is removed before the request is forwarded");

    internal void ReportKeyHeaderChanged(Located<string> name, string block, SourceSpan place) => Report(
        DiagnosticCatalog.KeyHeaderChanged,
        name.Span,
        $"the header {Quote(name.Value)} carries API keys ({Quote(block)}, {place}) and is removed from every request",
        "a header that is removed cannot be set too: take another name",
        related: place);

    internal void ReportSharedKey(SourceSpan where, string key, string other, SourceSpan first) => Report(
        DiagnosticCatalog.SharedKey,
        where,
        $"this is also the {Quote(key)} of a key of {Quote(other)} at {first}",
        "each identity has a key of its own: whoever knows one could pass for the other",
        related: first);

    internal void ReportInvalidKeyId(Located<string> id, string fault) => Report(
        DiagnosticCatalog.InvalidKeyId, id.Span, $"the key id {Quote(id.Value)} {fault}", "write printable ASCII, such as `birth-registry-2026`");

    internal void ReportInvalidSecretFile(Located<string> path, string fault) => Report(
        DiagnosticCatalog.InvalidSecretFile,
        path.Span,
        $"the path of a secret {Quote(path.Value)} {fault}",
        "write an absolute path, or one below the service's folder of secrets");

    internal void ReportInvalidComponent(Located<string> name, string fault) => Report(
        DiagnosticCatalog.InvalidComponent, name.Span, $"a signature cannot be asked to cover {Quote(name.Value)}: it {fault}");

    internal void ReportCannotBeNamed(Located<string> block, bool isForwardingTrusted) => Report(
        DiagnosticCatalog.CannotBeNamed,
        block.Span,
        isForwardingTrusted
            ? $"{Quote(block.Value)} has neither a `client` nor a `spiffe` identity, by which a security server could name it"
            : $"{Quote(block.Value)} has no `client`, by which a security server could name it",
        "give the building block a `client`: instance/class/member/subsystem");
}
