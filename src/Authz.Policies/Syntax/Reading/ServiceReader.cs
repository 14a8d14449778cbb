using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class ServiceReader(DiagnosticBag diagnostics)
{
    private const string Http = "http";
    private const string Tcp = "tcp";

    private static readonly WordSet<ServiceProtocol> Protocols =
        new((Http, ServiceProtocol.Http), (Tcp, ServiceProtocol.Tcp));

    private static readonly ImmutableArray<string> KeysOfHttp =
        ["basePath", "hosts", "openapi", "operations", "methods", "matrixParameters", "methodOverride"];

    private static readonly ImmutableArray<string> KeysOfTcp = ["sni"];

    private static readonly WordSet<bool> MatrixWords = new(("refuse", false), ("allow", true));
    private static readonly WordSet<bool> OverrideWords = new(("refuse", false), ("ignore", true));

    private static readonly MappingShape OperationShape = new(
        "an operation",
        KeyShape.Required("id", TextShape.OperationId, "What rules name the operation by; unique within the service."),
        KeyShape.Required("method", TextShape.Method, "Its method, in capitals."),
        KeyShape.Required("path", TextShape.PathPattern, "Its path below the base path; `{name}` is a parameter."));

    internal static readonly MappingShape Shape = new(
        "a service",
        KeyShape.Required("name", TextShape.Name, "The name, unique within the building block."),
        KeyShape.Optional("protocol", Protocols.Shape, "What the service speaks; left out: http."),
        KeyShape.Optional("basePath", TextShape.PathPattern, "Where the service begins: a literal path, decoded."),
        KeyShape.Optional("hosts", new ListShape(TextShape.Host), "Hosts without port; left out: any that no service names."),
        KeyShape.Optional("openapi", TextShape.FilePath, "An OpenAPI document of this set, whose operations it has."),
        KeyShape.Optional("operations", new ListShape(OperationShape, PolicyLimits.OperationsMax), "What it can be asked to do."),
        KeyShape.Optional("methods", new ListShape(TextShape.Method), "Methods that it takes beside the usual ones."),
        KeyShape.Optional("matrixParameters", MatrixWords.Shape, "`allow`: paths may have `;`. Refused otherwise."),
        KeyShape.Optional("methodOverride", OverrideWords.Shape, "`ignore`: requests with X-HTTP-Method-Override are not refused."),
        KeyShape.Optional("sni", new ListShape(TextShape.Host), "Of a tcp service: the names in a TLS hello that lead to it."))
    {
        Rules =
        [
            new KeyRule("protocol", Http, OrAbsent: true) { Needs = [["basePath"]], Excludes = KeysOfTcp },
            new KeyRule("protocol", Tcp) { Needs = [["sni"]], Excludes = KeysOfHttp },
        ],
        LaterKeys = ["cors", "upgrade"],
    };

    public ServiceSyntax? Read(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, Shape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        // Everything is read before anything is judged, so that no fault hides another.
        Located<ServiceProtocol>? protocol = reader.Word("protocol", Protocols);
        Located<string>? name = reader.Text("name");
        Located<string>? basePath = reader.Text("basePath");
        var service = new ServiceSyntax(reader.Span, name ?? default, basePath)
        {
            Protocol = protocol?.Value ?? ServiceProtocol.Http,
            Sni = reader.Texts("sni"),
            Hosts = reader.Texts("hosts"),
            OpenApi = reader.Text("openapi"),
            Operations = ReadOperations(reader.Items("operations")),
            Methods = reader.Texts("methods"),
            MatrixParametersAllowed = reader.Word("matrixParameters", MatrixWords),
            MethodOverrideIgnored = reader.Word("methodOverride", OverrideWords),
        };
        bool isKnown = protocol is not null || reader.PlaceOf("protocol") is null;
        return isKnown && HasKeysOfProtocol(service, reader) && name is not null ? service : null;
    }

    private bool HasKeysOfProtocol(ServiceSyntax service, MappingReader reader)
    {
        switch (service.Protocol)
        {
            case ServiceProtocol.Http:
                RefuseKeys(reader, KeysOfTcp, Tcp, Http);
                return reader.FindNeeded("basePath") is not null && service.BasePath is not null;
            case ServiceProtocol.Tcp:
                RefuseKeys(reader, KeysOfHttp, Http, Tcp);
                return reader.FindNeeded("sni") is not null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void RefuseKeys(MappingReader reader, ImmutableArray<string> keys, string theirs, string own)
    {
        foreach (string key in keys)
        {
            if (reader.PlaceOf(key) is { } place)
            {
                diagnostics.ReportKeyOfOtherProtocol(place, key, theirs, own);
            }
        }
    }

    private ImmutableArray<OperationSyntax> ReadOperations(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<OperationSyntax>.Builder operations = ImmutableArray.CreateBuilder<OperationSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (ReadOperation(node) is { } operation)
            {
                operations.Add(operation);
            }
        }

        return operations.DrainToImmutable();
    }

    private OperationSyntax? ReadOperation(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, OperationShape, diagnostics, out MappingReader operation))
        {
            return null;
        }

        Located<string>? id = operation.Text("id");
        Located<string>? method = operation.Text("method");
        Located<string>? path = operation.Text("path");
        return id is null || method is null || path is null
            ? null
            : new OperationSyntax(operation.Span, id.Value, method.Value, path.Value);
    }
}
