namespace Authz.Policies.Text;

/// <summary>Files that documents name, and the OpenAPI documents among them.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportInvalidFilePath(Located<string> path, string fault) => Report(
        DiagnosticCatalog.InvalidFilePath, path.Span, $"the path {Quote(path.Value)} {fault}");

    internal void ReportUnknownApiDocument(Located<string> path, IReadOnlyCollection<string> known) => Report(
        DiagnosticCatalog.UnknownApiDocument,
        path.Span,
        $"the set has no OpenAPI document {Quote(path.Value)}",
        DidYouMean(
            path.Value, known, known.Count == 0 ? "it has none: the path begins at the root of the policy set" : $"it has {QuoteAll(known.Take(ListedMax))}"));

    internal void ReportNotApiDocument(Located<string> path) => Report(
        DiagnosticCatalog.NotApiDocument,
        path.Span,
        $"{Quote(path.Value)} is not an OpenAPI document",
        "one begins with `openapi: 3.1.0`, or another version");

    internal void ReportUnnamedFile(SourceSpan where) => Report(
        DiagnosticCatalog.UnnamedFile,
        where,
        "no document names this file, so it says nothing here",
        "name it, as `openapi` of a service does, or take it out of the folder");

    internal void ReportSwaggerDocument(SourceSpan where, string version) => Report(
        DiagnosticCatalog.SwaggerDocument,
        where,
        $"this is a Swagger {Quote(version)} document; OpenAPI is understood from 3.0 on",
        "convert it, for example with `swagger2openapi` or in the Swagger Editor under Edit, Convert to OpenAPI 3");

    internal void ReportUnknownOpenApiVersion(SourceSpan where, string version) => Report(
        DiagnosticCatalog.UnknownOpenApiVersion,
        where,
        $"the OpenAPI version {Quote(version)} is not understood",
        "versions 3.0, 3.1 and 3.2 are; it is text of three numbers, such as `3.1.0`");

    internal void ReportJsonSyntax(SourceSpan where, string problem) =>
        Report(DiagnosticCatalog.JsonSyntax, where, $"the file is not JSON: {problem}");

    internal void ReportApiDocumentTooLarge(SourceSpan where, int bytes) => Report(
        DiagnosticCatalog.ApiDocumentTooLarge,
        where,
        $"the OpenAPI document has {bytes} bytes; at most {PolicyLimits.ApiDocumentBytesMax} are read",
        "leave out examples and schemas: policies use its paths alone");

    internal void ReportInvalidApiDocument(SourceSpan where, string problem) =>
        Report(DiagnosticCatalog.InvalidApiDocument, where, $"this is not OpenAPI: {problem}");

    internal void ReportDoubtfulApiDocument(SourceSpan where, string problem, int others) => Report(
        DiagnosticCatalog.DoubtfulApiDocument,
        where,
        $"this is not OpenAPI: {problem}" + others switch
        {
            0 => "",
            1 => "; nor is one other place",
            _ => $"; nor are {others} other places",
        },
        "its operations are not touched by that");

    internal void ReportReferenceOutOfDocument(SourceSpan where, string target) => Report(
        DiagnosticCatalog.ReferenceOutOfDocument,
        where,
        $"the path is described elsewhere, by {Quote(target)}; no reference is followed out of the document",
        "put the path into the document; most tools for OpenAPI can bundle one");

    internal void ReportUnresolvedReference(SourceSpan where, string target) => Report(
        DiagnosticCatalog.UnresolvedReference,
        where,
        $"the reference {Quote(target)} leads to no path item",
        "a path may refer to `#/components/pathItems/NAME`, which describes it itself");

    internal void ReportBesideReference(SourceSpan where, string method) => Report(
        DiagnosticCatalog.BesideReference,
        where,
        $"{Quote(method)} stands beside a `$ref`, and OpenAPI does not say which of them counts",
        "take one of them out");

    internal void ReportOperationPassedOver(SourceSpan where, string method, string path) => Report(
        DiagnosticCatalog.OperationPassedOver,
        where,
        $"{Quote(method)} of {Quote(path)} cannot be an operation here",
        "`additionalOperations` is for methods that have no key of their own");

    internal void ReportUnmappedParameter(Located<string> path, string name) => Report(
        DiagnosticCatalog.UnmappedParameter,
        path.Span,
        $"in the path {Quote(path.Value)} {Quote(name)} cannot name a parameter here",
        "a name has letters, digits, `_`, `-`, `.` and `$`; OpenAPI has no patterns or operators within braces");

    internal void ReportServerPath(Located<string> url, string path, string service, string basePath) => Report(
        DiagnosticCatalog.ServerPath,
        url.Span,
        $"the server's path {Quote(path)} is not the end of {Quote(basePath)}, the base path of the service {Quote(service)}",
        "the paths of the document are taken below that base path, whatever its servers say");

    internal void ReportApiDocumentNotAlone(SourceSpan where) => Report(
        DiagnosticCatalog.ApiDocumentNotAlone,
        where,
        "an OpenAPI document and other documents stand in one file",
        "give it a file of its own");

    internal void ReportInvalidApiOperationId(Located<string> id) => Report(
        DiagnosticCatalog.InvalidOperationId,
        id.Span,
        $"{Quote(id.Value)} is not an operation id",
        $"it has at most {PolicyLimits.OperationIdLengthMax} characters, all visible, and no blank at its ends");

    internal void ReportDuplicateApiOperation(Located<string> id, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateOperation,
        id.Span,
        $"the document has two operations {Quote(id.Value)}; the first at {first}",
        related: first);
}
