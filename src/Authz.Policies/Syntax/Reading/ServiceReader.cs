using System.Collections.Immutable;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class ServiceReader(DiagnosticBag diagnostics)
{
    private const string Http = "http";
    private const string Tcp = "tcp";

    private static readonly MappingShape ServiceShape = new(
        "a service",
        ["name", "protocol", "basePath", "hosts", "operations", "methods", "matrixParameters", "methodOverride"],
        LaterKeys: ["openapi", "sni", "cors", "upgrade"]);

    private static readonly MappingShape OperationShape = new("an operation", "id", "method", "path");

    private static readonly ImmutableArray<string> Protocols = [Http];

    private static readonly WordSet<bool> MatrixWords = new(("refuse", false), ("allow", true));
    private static readonly WordSet<bool> OverrideWords = new(("refuse", false), ("ignore", true));

    public ServiceSyntax? Read(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, ServiceShape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        bool isHttp = CheckProtocol(reader);
        Located<string>? name = reader.RequireText("name");
        Located<string>? basePath = isHttp ? reader.RequireText("basePath") : reader.Text("basePath");
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
            diagnostics.ReportKeyNotUnderstood(protocol.Span, "protocol: tcp", ServiceShape.Concept);
            return false;
        }

        diagnostics.ReportUnknownWord(protocol, "`protocol`", Protocols);
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

        Located<string>? id = operation.RequireText("id");
        Located<string>? method = operation.RequireText("method");
        Located<string>? path = operation.RequireText("path");
        return id is null || method is null || path is null
            ? null
            : new OperationSyntax(operation.Span, id.Value, method.Value, path.Value);
    }
}
