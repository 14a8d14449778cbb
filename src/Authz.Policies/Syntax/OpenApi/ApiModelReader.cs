using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>The library's reader, kept from looking at anything but what it is given, and from throwing.</summary>
internal sealed class ApiModelReader
{
    // No reference out of the document is ever followed; the name only stands for the document itself.
    private static readonly Uri DocumentUri = new("https://document.invalid/");

    private readonly ImmutableArray<ApiModelOperation>.Builder operations = ImmutableArray.CreateBuilder<ApiModelOperation>();
    private readonly ImmutableArray<ApiModelFinding>.Builder findings = ImmutableArray.CreateBuilder<ApiModelFinding>();
    private readonly ImmutableHashSet<string>.Builder unresolvedPaths = ImmutableHashSet.CreateBuilder<string>();

    public static ApiModel Read(JsonNode document)
    {
        var reader = new ApiModelReader();
        reader.Try("#/", () => reader.ReadDocument(document));
        return new ApiModel(
            reader.operations.DrainToImmutable(), reader.findings.DrainToImmutable(), reader.unresolvedPaths.ToImmutable());
    }

    private void ReadDocument(JsonNode document)
    {
        var settings = new OpenApiReaderSettings { LoadExternalRefs = false };
        ReadResult result = new OpenApiJsonReader().Read(document, DocumentUri, settings);
        foreach (OpenApiError error in result.Diagnostic?.Errors ?? [])
        {
            findings.Add(ApiModelFinding.Of(error.Pointer ?? "", error.Message));
        }

        foreach ((string path, IOpenApiPathItem item) in result.Document?.Paths ?? [])
        {
            Try($"#/paths/{ApiPointer.Escape(path)}", () => ReadPath(path, item));
        }
    }

    private void ReadPath(string path, IOpenApiPathItem item)
    {
        if (item is OpenApiPathItemReference { UnresolvedReference: true })
        {
            unresolvedPaths.Add(path);
            return;
        }

        foreach (var (method, operation) in item.Operations ?? [])
        {
            operations.Add(new ApiModelOperation(path, method.Method, operation.OperationId));
        }
    }

    private void Try(string pointer, Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            findings.Add(ApiModelFinding.OfException(pointer, exception.Message));
        }
    }
}
