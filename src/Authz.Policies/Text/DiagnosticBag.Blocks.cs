namespace Authz.Policies.Text;

/// <summary>Building blocks, their services and operations; groups.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportInvalidClient(Located<string> client, string fault) => Report(
        DiagnosticCatalog.InvalidClient,
        client.Span,
        $"the client identifier {Quote(client.Value)} {fault}",
        "write instance/class/member/subsystem, or the first three");

    internal void ReportDuplicateClient(Located<string> client, string otherBlock, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateClient,
        client.Span,
        $"the client identifier {Quote(client.Value)} is also that of {Quote(otherBlock)} at {first}",
        related: first);

    internal void ReportInvalidSpiffeId(Located<string> id, string fault) => Report(
        DiagnosticCatalog.InvalidSpiffeId,
        id.Span,
        $"the SPIFFE ID {Quote(id.Value)} {fault}",
        "write `spiffe://trust.domain/path`");

    internal void ReportInvalidDnsName(Located<string> name, string fault) =>
        Report(DiagnosticCatalog.InvalidDnsName, name.Span, $"the DNS name {Quote(name.Value)} {fault}");

    internal void ReportInvalidBasePath(Located<string> path, string fault) =>
        Report(DiagnosticCatalog.InvalidBasePath, path.Span, $"the base path {Quote(path.Value)} {fault}");

    internal void ReportInvalidHost(Located<string> host, string fault) =>
        Report(DiagnosticCatalog.InvalidHost, host.Span, $"the host {Quote(host.Value)} {fault}");

    internal void ReportInvalidMethod(Located<string> method) => Report(
        DiagnosticCatalog.InvalidMethod,
        method.Span,
        $"{Quote(method.Value)} is not a method",
        DidYouMean(method.Value, Requests.StandardMethods.All, "a method is an upper-case token"));

    internal void ReportDuplicateService(Located<string> name, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateService,
        name.Span,
        $"the building block has two services {Quote(name.Value)}; the first at {first}",
        related: first);

    internal void ReportDuplicateOperation(Located<string> id, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateOperation,
        id.Span,
        $"the service has two operations {Quote(id.Value)}; the first at {first}",
        related: first);

    internal void ReportOperationTie(Located<string> id, string otherId, SourceSpan other) => Report(
        DiagnosticCatalog.OperationTie,
        id.Span,
        $"a request could be {Quote(id.Value)} as well as {Quote(otherId)} at {other}",
        "give one of them a literal where the other has a parameter",
        related: other);

    internal void ReportSameAddress(SourceSpan where, string address, string otherService, SourceSpan other) => Report(
        DiagnosticCatalog.SameAddress,
        where,
        $"{Quote(address)} is also the address of {Quote(otherService)} at {other}",
        related: other);

    internal void ReportNotDelegated(SourceSpan where, string block, string outerService, SourceSpan outer) => Report(
        DiagnosticCatalog.NotDelegated,
        where,
        $"this base path lies inside that of {Quote(outerService)} at {outer}",
        $"if that is meant, its building block names {Quote(block)} in `delegates`",
        related: outer);

    internal void ReportInvalidOperationId(Located<string> id) => Report(
        DiagnosticCatalog.InvalidOperationId,
        id.Span,
        $"{Quote(id.Value)} is not an operation id",
        "a letter, then letters, digits, `_`, `-` and `.`");

    internal void ReportTooManyMethods(SourceSpan where) => Report(
        DiagnosticCatalog.TooManyMethods,
        where,
        $"the services of the set take more than {PolicyLimits.OtherMethodsMax} methods beside the usual ones");

    internal void ReportGroupWithoutMembers(SourceSpan where) =>
        Report(DiagnosticCatalog.GroupWithoutMembers, where, "a group needs `members`, a `selector`, or both");

    internal void ReportEmptyGroup(Located<string> name) => Report(
        DiagnosticCatalog.EmptyGroup,
        name.Span,
        $"the group {Quote(name.Value)} has no members",
        "no building block carries all labels of its selector");
}
