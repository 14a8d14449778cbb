using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>
/// The operations of one OpenAPI document. What they are is for the library to say; where they stand, our own tree
/// knows, and the two are held to each other: an operation that the library passes over is an error.
/// </summary>
internal sealed class ApiDocumentReader
{
    private const string PathsKey = "paths";
    private const string ReferenceKey = "$ref";
    private const string OperationIdKey = "operationId";
    private const string AdditionalKey = "additionalOperations";

    private readonly YamlMapping root;
    private readonly DiagnosticBag diagnostics;
    private readonly Dictionary<(string Path, string Method), ApiModelOperation> found = [];
    private readonly Dictionary<string, SourceSpan> names = new(StringComparer.Ordinal);
    private readonly ImmutableArray<OperationSyntax>.Builder operations = ImmutableArray.CreateBuilder<OperationSyntax>();
    private readonly int errorsBefore;

    private ApiDocumentReader(YamlMapping root, DiagnosticBag diagnostics)
    {
        this.root = root;
        this.diagnostics = diagnostics;
        errorsBefore = diagnostics.ErrorCount;
    }

    public static ApiDocumentSyntax Read(YamlMapping root, DiagnosticBag diagnostics)
    {
        var reader = new ApiDocumentReader(root, diagnostics);
        if (ApiVersionCheck.Passes(root, diagnostics))
        {
            reader.ReadOperations();
        }

        return new ApiDocumentSyntax(reader.operations.DrainToImmutable(), ApiServers.UrlsIn(root))
        {
            HasErrors = diagnostics.ErrorCount > reader.errorsBefore,
        };
    }

    private void ReadOperations()
    {
        ApiModel model = ApiModelReader.Read(JsonTree.Of(root) ?? new JsonObject());
        ReportFindings(model.Findings);
        foreach (ApiModelOperation operation in model.Operations)
        {
            found[(operation.Path, operation.Method)] = operation;
        }

        if (root.Find(PathsKey)?.Value is not YamlMapping paths)
        {
            return;
        }

        foreach (YamlEntry path in paths.Entries)
        {
            if (path.Key.Text.StartsWith('/') && path.Value is YamlMapping item)
            {
                ReadPath(path.Key, item, model.UnresolvedPaths);
            }
        }
    }

    private void ReportFindings(ImmutableArray<ApiModelFinding> findings)
    {
        foreach (ApiModelFinding finding in findings.Where(finding => finding.IsEssential))
        {
            diagnostics.ReportInvalidApiDocument(finding.Pointer.PlaceIn(root), finding.Message);
        }

        ImmutableArray<ApiModelFinding> others = [.. findings.Where(finding => !finding.IsEssential)];
        if (!others.IsEmpty)
        {
            diagnostics.ReportDoubtfulApiDocument(others[0].Pointer.PlaceIn(root), others[0].Message, others.Length - 1);
        }
    }

    private void ReadPath(YamlScalar path, YamlMapping item, ImmutableHashSet<string> unresolvedPaths)
    {
        if (item.Find(ReferenceKey) is { } reference)
        {
            ReadReference(path, item, reference, unresolvedPaths);
            return;
        }

        foreach (YamlEntry operation in OperationsOf(item))
        {
            ReadOperation(path, operation);
        }
    }

    /// <summary>Operations that another place of the document describes are placed where the path refers to them.</summary>
    private void ReadReference(
        YamlScalar path, YamlMapping item, YamlEntry reference, ImmutableHashSet<string> unresolvedPaths)
    {
        string target = (reference.Value as YamlScalar)?.Text ?? "";
        if (!target.StartsWith('#'))
        {
            diagnostics.ReportReferenceOutOfDocument(reference.Value.Span, target);
        }
        else if (OperationsOf(item).FirstOrDefault() is { Key: { } beside })
        {
            // Which of the two counts, OpenAPI leaves open; the library takes the reference.
            diagnostics.ReportBesideReference(beside.Span, beside.Text);
        }
        else if (unresolvedPaths.Contains(path.Text)
            || ApiPointer.Parse(target).Find(root) is not YamlMapping described
            || described.Find(ReferenceKey) is not null)
        {
            diagnostics.ReportUnresolvedReference(reference.Value.Span, target);
        }
        else
        {
            foreach (YamlEntry operation in OperationsOf(described))
            {
                ReadOperation(path, operation, place: path.Span);
            }
        }
    }

    /// <param name="place">Where the operation is said to stand; null: where it is described.</param>
    private void ReadOperation(YamlScalar path, YamlEntry entry, SourceSpan? place = null)
    {
        string key = entry.Key.Text;
        string method = IsFixedMethod(key) ? key.ToUpperInvariant() : key;
        if (!found.TryGetValue((path.Text, method), out ApiModelOperation operation))
        {
            // Where the library said why, once is enough.
            if (diagnostics.ErrorCount == errorsBefore)
            {
                diagnostics.ReportOperationPassedOver(entry.Key.Span, key, path.Text);
            }

            return;
        }

        YamlNode? id = (entry.Value as YamlMapping)?.Find(OperationIdKey)?.Value;
        if (id is YamlScalar { Type: YamlScalarType.Null })
        {
            diagnostics.ReportMissingValue(id.Span, $"`{OperationIdKey}`");
            return;
        }

        SourceSpan where = place ?? id?.Span ?? entry.Key.Span;
        AddOperation(
            path.Located, new Located<string>(method, place ?? entry.Key.Span), where, id is null ? null : operation.Id);
    }

    private void AddOperation(Located<string> path, Located<string> method, SourceSpan place, string? id)
    {
        string template = ApiPathTemplate.Map(path.Value, out string? unmapped);
        if (unmapped is not null)
        {
            diagnostics.ReportUnmappedParameter(path, unmapped);
            return;
        }

        if (!MethodName.IsValid(method.Value))
        {
            diagnostics.ReportInvalidMethod(method);
            return;
        }

        var name = new Located<string>(id ?? $"{method.Value} {path.Value}", place);
        if (!ApiOperationName.IsValid(name.Value, isOwn: id is not null))
        {
            diagnostics.ReportInvalidApiOperationId(name);
        }
        else if (!names.TryAdd(name.Value, place))
        {
            diagnostics.ReportDuplicateApiOperation(name, names[name.Value]);
        }
        else
        {
            operations.Add(new OperationSyntax(place, name, method, path with { Value = template }));
        }
    }

    private static IEnumerable<YamlEntry> OperationsOf(YamlMapping item)
    {
        foreach (YamlEntry entry in item.Entries)
        {
            if (IsFixedMethod(entry.Key.Text))
            {
                yield return entry;
            }
            else if (entry.Key.Text == AdditionalKey && entry.Value is YamlMapping additional)
            {
                foreach (YamlEntry other in additional.Entries)
                {
                    yield return other;
                }
            }
        }
    }

    private static bool IsFixedMethod(string key) =>
        key is "get" or "put" or "post" or "delete" or "options" or "head" or "patch" or "trace" or "query";
}
