namespace Authz.Policies.Text;

/// <summary>Services of `protocol: tcp`, and what is said about connections.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportKeyOfOtherProtocol(SourceSpan where, string key, string theirs, string own) => Report(
        DiagnosticCatalog.KeyOfOtherProtocol,
        where,
        $"{Quote(key)} is for services of `protocol: {theirs}`; this one is `{own}`",
        own == "tcp" ? "a connection is found by its `sni` alone" : "http requests are found by host and path");

    internal void ReportInvalidSni(Located<string> name, string fault) => Report(
        DiagnosticCatalog.InvalidSni,
        name.Span,
        $"the SNI {Quote(name.Value)} {fault}",
        "write the name that clients send in their TLS hello");

    internal void ReportSameSni(Located<string> name, string otherService, SourceSpan first) => Report(
        DiagnosticCatalog.SameSni,
        name.Span,
        $"the SNI {Quote(name.Value)} is also that of {Quote(otherService)} at {first}",
        "a name leads to one service",
        related: first);

    internal void ReportRequestToConnection(SourceSpan where, string key, string service) => Report(
        DiagnosticCatalog.RequestToConnection,
        where,
        $"the service {Quote(service)} is tcp: a connection has no {Quote(key)}",
        "leave it out; `from`, `sni`, `sourceAddress` and `time` say what a connection is");

    internal void ReportPartOfConnection(Located<string> rule) => Report(
        DiagnosticCatalog.PartOfConnection,
        rule.Span,
        $"the rule {Quote(rule.Value)} can never match: its services are tcp, and a connection has no operation, method or path",
        "write `methods: [\"*\"]` and `paths: [/**]`");
}
