using System.Text;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.OpenApi;

namespace Authz.Cli.Import;

/// <summary>The text of a BuildingBlock.</summary>
internal sealed class BlockWriter(OpenApiImport import, string apiFile, ApiDocumentSyntax document)
{
    private readonly StringBuilder text = new();

    public string Write()
    {
        text.Append("apiVersion: authz/v1\nkind: BuildingBlock\n");
        Line("metadata: {name: ", Quoted(import.Block), "}");
        text.Append("spec:\n");
        WriteOptional("  owner: ", import.Owner);
        WriteOptional("  client: ", import.Client);
        text.Append("  services:\n");
        Line("    - name: ", Quoted(import.Service));
        Line("      basePath: ", Quoted(import.BasePath));
        WriteList("      hosts: ", import.Hosts);
        if (!import.IsInline)
        {
            Line("      openapi: ", Quoted(apiFile));
        }
        else if (!document.Operations.IsEmpty)
        {
            WriteOperations();
        }

        WriteList("      methods: ", [.. document.Operations
            .Select(operation => operation.Method.Value)
            .Except(StandardMethods.All)
            .Order(StringComparer.Ordinal)]);
        return text.ToString();
    }

    private void WriteOperations()
    {
        var ids = new OperationIds(document.Operations.Select(operation => operation.Id.Value));
        text.Append("      operations:\n");
        foreach (OperationSyntax operation in document.Operations)
        {
            Line(
                "        - {id: ", Quoted(ids.Of(operation.Id.Value)),
                ", method: ", Quoted(operation.Method.Value),
                ", path: ", Quoted(operation.Path.Value), "}");
        }
    }

    private void WriteOptional(string key, string? value)
    {
        if (value is not null)
        {
            Line(key, Quoted(value));
        }
    }

    private void WriteList(string key, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
        {
            Line(key, "[", string.Join(", ", values.Select(Quoted)), "]");
        }
    }

    private void Line(params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            text.Append(part);
        }

        text.Append('\n');
    }

    /// <summary>Plain where that is certain to be read as the same text.</summary>
    private static string Quoted(string value)
    {
        bool isPlain = value.Length > 0
            && (char.IsAsciiLetter(value[0]) || value[0] == '/')
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
            && value.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        if (isPlain)
        {
            return value;
        }

        var quoted = new StringBuilder("\"");
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF')
            {
                quoted.Append($"\\u{(int)c:X4}");
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('"').ToString();
    }
}
