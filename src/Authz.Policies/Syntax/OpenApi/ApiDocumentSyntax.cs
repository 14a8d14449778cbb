using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>What policies take from an OpenAPI document.</summary>
/// <param name="Operations">In the order of the document, each name once. One without an `operationId` is called
/// `METHOD /path`.</param>
/// <param name="ServerUrls">Of the document, its paths and its operations, each once.</param>
public sealed record ApiDocumentSyntax(
    ImmutableArray<OperationSyntax> Operations, ImmutableArray<Located<string>> ServerUrls)
{
    /// <summary>An error was reported within it: operations may be missing.</summary>
    public bool HasErrors { get; init; }
}
