using System.Collections.Immutable;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>The OpenAPI documents that services name, each read once, and their operations given to the services.</summary>
internal sealed class ApiDocumentTable(SideFiles files, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, YamlNode?> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiDocumentSyntax?> documents = new(StringComparer.Ordinal);

    /// <summary>The block with the operations of the documents that its services name.</summary>
    public BuildingBlockSyntax Resolve(BuildingBlockSyntax block)
    {
        if (block.Services.All(service => service.OpenApi is null))
        {
            return block;
        }

        int errorsBefore = diagnostics.ErrorCount;
        bool isWhole = true;
        ImmutableArray<ServiceSyntax>.Builder services = ImmutableArray.CreateBuilder<ServiceSyntax>(block.Services.Length);
        foreach (ServiceSyntax service in block.Services)
        {
            if (service.OpenApi is not { } name)
            {
                services.Add(service);
                continue;
            }

            ApiDocumentSyntax? document = Find(name);
            isWhole &= document is { HasErrors: false };
            services.Add(document is null ? service : Join(service, name, document));
        }

        // What a document lost to its errors, rules may name all the same.
        bool hasErrors = block.HasErrors || !isWhole || diagnostics.ErrorCount > errorsBefore;
        return block with { Services = services.DrainToImmutable(), HasErrors = hasErrors };
    }

    private ApiDocumentSyntax? Find(Located<string> name)
    {
        if (FilePathText.FaultOf(name.Value) is { } fault)
        {
            diagnostics.ReportInvalidFilePath(name, fault);
            return null;
        }

        if (files.Find(name.Value) is not { } file)
        {
            diagnostics.ReportUnknownApiDocument(name, files.Paths);
            return null;
        }

        if (documents.TryGetValue(name.Value, out ApiDocumentSyntax? known))
        {
            return known;
        }

        int errorsBefore = diagnostics.ErrorCount;
        YamlNode? root = RootOf(file);
        if (root is not null && !ApiDocumentSign.IsOn(root))
        {
            diagnostics.ReportNotApiDocument(name);
            return null;
        }

        ApiDocumentSyntax? document =
            root is YamlMapping mapping ? ApiDocumentFile.Read(mapping, diagnostics, errorsBefore) : null;
        documents.Add(name.Value, document);
        return document;
    }

    private YamlNode? RootOf(SideFile file)
    {
        if (!file.IsJson)
        {
            return file.Root;
        }

        if (!roots.TryGetValue(file.Path, out YamlNode? root))
        {
            root = ApiDocumentFile.ReadJson(file.Path, file.Bytes.Span, diagnostics);
            roots.Add(file.Path, root);
        }

        return root;
    }

    private ServiceSyntax Join(ServiceSyntax service, Located<string> name, ApiDocumentSyntax document)
    {
        CheckServers(service, document);
        int count = service.Operations.Length + document.Operations.Length;
        if (count > PolicyLimits.OperationsMax)
        {
            diagnostics.ReportTooManyItems(name.Span, "`operations`", count, PolicyLimits.OperationsMax);
            return service;
        }

        Dictionary<string, SourceSpan> written = service.Operations
            .DistinctBy(operation => operation.Id.Value)
            .ToDictionary(operation => operation.Id.Value, operation => operation.Id.Span, StringComparer.Ordinal);
        foreach (OperationSyntax operation in document.Operations)
        {
            if (written.TryGetValue(operation.Id.Value, out SourceSpan first))
            {
                diagnostics.ReportDuplicateOperation(operation.Id, first);
            }
        }

        return service with { Operations = service.Operations.AddRange(document.Operations) };
    }

    /// <summary>Paths are taken below the service's base path: it should end with what the server says.</summary>
    private void CheckServers(ServiceSyntax service, ApiDocumentSyntax document)
    {
        if (service.BasePath is not { } basePath)
        {
            return;
        }

        foreach (Located<string> url in document.ServerUrls)
        {
            string path = ApiServers.PathOf(url.Value);
            if (!basePath.Value.EndsWith(path, StringComparison.Ordinal))
            {
                diagnostics.ReportServerPath(url, path, service.Name.Value, basePath.Value);
            }
        }
    }
}
