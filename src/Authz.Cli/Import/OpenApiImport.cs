using System.Collections.Immutable;
using System.Text;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Syntax.OpenApi;
using Authz.Policies.Text;

namespace Authz.Cli.Import;

/// <summary>An OpenAPI document and what it does not say, to a BuildingBlock that is right.</summary>
internal sealed record OpenApiImport
{
    private const string NameOfResult = "building-block.yaml";

    public required string File { get; init; }

    /// <summary>The policy folder, from whose root the block names the document.</summary>
    public required string Policies { get; init; }

    public required string Block { get; init; }

    public required string Service { get; init; }

    public required string BasePath { get; init; }

    public required ImmutableArray<string> Hosts { get; init; }

    public required string? Owner { get; init; }

    public required string? Client { get; init; }

    public required bool IsInline { get; init; }

    /// <summary>The document's text. Null: there are errors, of the OpenAPI document or of what it would become.</summary>
    public string? Run(out ImmutableArray<Diagnostic> diagnostics)
    {
        if (!SourceFile.IsGathered(File))
        {
            throw new InputException($"`{File}` is no OpenAPI document by its name; those end in .yaml, .yml or .json");
        }

        if (!System.IO.File.Exists(File))
        {
            throw new InputException($"there is no file `{File}`");
        }

        string name = IsInline ? File.Replace('\\', '/') : NameInSet();
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        var bag = new DiagnosticBag();
        ApiDocumentSyntax? document = ApiDocumentFile.Read(name, bytes, bag);
        diagnostics = bag.ToSorted();
        if (document is null || document.HasErrors)
        {
            return null;
        }

        string text = new BlockWriter(this, name, document).Write();
        diagnostics = Validate(text, name, bytes);
        return diagnostics.Any(diagnostic => diagnostic.IsError) ? null : text;
    }

    private ImmutableArray<Diagnostic> Validate(string text, string name, byte[] bytes)
    {
        var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>
        {
            KeyValuePair.Create(NameOfResult, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text))),
        };
        if (!IsInline)
        {
            files.Add(KeyValuePair.Create(name, new ReadOnlyMemory<byte>(bytes)));
        }

        return PolicyCompilation.Run(SourceSet.Of(files), new CompilationOptions()).Diagnostics;
    }

    private string NameInSet()
    {
        string relative = Path.GetRelativePath(Policies, File).Replace('\\', '/');
        return Path.IsPathRooted(relative) || relative.StartsWith("../", StringComparison.Ordinal)
            ? throw new InputException(
                $"`{File}` lies outside the policy folder `{Policies}`; copy it in, name another folder with --policies, or use --inline")
            : relative;
    }
}
