using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class ServiceReader(DiagnosticBag diagnostics)
{
    private const string Http = "http";
    private const string Tcp = "tcp";

    private static readonly WordShape Protocols = new(Http);
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
        KeyShape.Optional("protocol", Protocols, "What the service speaks; left out: http."),
        KeyShape.Optional("basePath", TextShape.PathPattern, "Where the service begins: a literal path, decoded."),
        KeyShape.Optional("hosts", new ListShape(TextShape.Host), "Hosts without port; left out: any that no service names."),
        KeyShape.Optional("operations", new ListShape(OperationShape, PolicyLimits.OperationsMax), "What it can be asked to do."),
        KeyShape.Optional("methods", new ListShape(TextShape.Method), "Methods that it takes beside the usual ones."),
        KeyShape.Optional("matrixParameters", MatrixWords.Shape, "`allow`: paths may have `;`. Refused otherwise."),
        KeyShape.Optional("methodOverride", OverrideWords.Shape, "`ignore`: requests with X-HTTP-Method-Override are not refused."))
    {
        Rules = [new KeyRule("protocol", Http, OrAbsent: true) { Needs = [["basePath"]] }],
        LaterKeys = ["openapi", "sni", "cors", "upgrade"],
    };

    public ServiceSyntax? Read(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, Shape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        bool isHttp = CheckProtocol(reader);
        Located<string>? name = reader.Text("name");
        Located<string>? basePath = isHttp ? reader.NeededText("basePath") : reader.Text("basePath");
        ImmutableArray<Located<string>> hosts = reader.Texts("hosts");
        ImmutableArray<OperationSyntax> operations = ReadOperations(reader.Items("operations"));
        ImmutableArray<Located<string>> methods = reader.Texts("methods");
        Located<bool>? matrixParameters = reader.Word("matrixParameters", MatrixWords);
        Located<bool>? methodOverride = reader.Word("methodOverride", OverrideWords);
        if (name is null || basePath is null)
        {
            return null;
        }

        return new ServiceSyntax(reader.Span, name.Value, basePath.Value)
        {
            Hosts = hosts,
            Operations = operations,
            Methods = methods,
            MatrixParametersAllowed = matrixParameters,
            MethodOverrideIgnored = methodOverride,
        };
    }

    private bool CheckProtocol(MappingReader reader)
    {
        if (reader.Text("protocol") is not { } protocol || protocol.Value == Http)
        {
            return true;
        }

        if (protocol.Value == Tcp)
        {
            diagnostics.ReportKeyNotUnderstood(protocol.Span, "protocol: tcp", Shape.Concept);
            return false;
        }

        diagnostics.ReportUnknownWord(protocol, "`protocol`", Protocols.Words);
        return true;
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
