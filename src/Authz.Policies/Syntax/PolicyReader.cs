using System.Collections.Immutable;
using Authz.Policies.Compilation;
using Authz.Policies.Syntax.OpenApi;
using Authz.Policies.Syntax.Reading;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Syntax.Yaml.Plain;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Bytes to documents. Never throws on input: what is wrong becomes a diagnostic.</summary>
public sealed class PolicyReader
{
    private readonly DiagnosticBag diagnostics;
    private readonly ReadingMemory? memory;
    private readonly CompilationPace pace;
    private readonly DocumentReader reader;
    private readonly SideFiles sideFiles;
    private readonly TextPool texts = new();
    private readonly ImmutableArray<DocumentSyntax>.Builder documents = ImmutableArray.CreateBuilder<DocumentSyntax>();
    private bool hasUnreadableFile;

    private PolicyReader(DiagnosticBag diagnostics, ReadingMemory? memory, CompilationPace pace)
    {
        this.diagnostics = diagnostics;
        this.memory = memory;
        this.pace = pace;
        reader = new DocumentReader(diagnostics);
        sideFiles = new SideFiles(diagnostics);
    }

    public static PolicySyntax Read(SourceSet sources, DiagnosticBag diagnostics) => Read(sources, diagnostics, null, CompilationPace.Unbroken);

    /// <param name="memory">Of a set read before, from which files that are the same are taken; null: each file is read.</param>
    internal static PolicySyntax Read(SourceSet sources, DiagnosticBag diagnostics, ReadingMemory? memory, CompilationPace pace)
    {
        var reader = new PolicyReader(diagnostics, memory, pace);
        foreach ((string path, ReadOnlyMemory<byte> bytes) in sources.Files)
        {
            reader.ReadFile(path, bytes);
        }

        return reader.Finish(sources);
    }

    private void ReadFile(string path, ReadOnlyMemory<byte> bytes)
    {
        if (SourceFile.IsJson(path))
        {
            sideFiles.Add(new SideFile(path, bytes, Root: null));
        }
        else if (SourceFile.IsYaml(path))
        {
            Recall(path, bytes);
        }
    }

    private void Recall(string path, ReadOnlyMemory<byte> bytes)
    {
        if (memory is null)
        {
            ReadYaml(path, bytes);
            return;
        }

        byte[] digest = ReadingMemory.DigestOf(bytes.Span);
        if (memory.TryRecall(path, digest, out ImmutableArray<DocumentSyntax> known))
        {
            documents.AddRange(known);
            return;
        }

        DiagnosticMark mark = diagnostics.Mark();
        int countBefore = documents.Count;
        if (ReadYaml(path, bytes) && diagnostics.Mark() == mark)
        {
            memory.Note(path, digest, [.. documents.Skip(countBefore)]);
        }
    }

    /// <summary>Whether the file was plain: then its documents are all that it gave.</summary>
    private bool ReadYaml(string path, ReadOnlyMemory<byte> bytes)
    {
        if (!YamlTextReader.TryRead(path, bytes.Span, diagnostics, out SourceText source))
        {
            hasUnreadableFile = true;
            return false;
        }

        if (TryReadPlain(source))
        {
            return true;
        }

        ReadByParser(source, bytes.Length);
        return false;
    }

    private void ReadByParser(SourceText source, int byteCount)
    {
        string path = source.Path;
        bool isLikelyApi = ApiDocumentSign.IsLikelyIn(source);
        if (isLikelyApi && !ApiDocumentFile.FitsLimit(path, byteCount, diagnostics))
        {
            sideFiles.Add(new SideFile(path, default, Root: null));
            return;
        }

        int errorsBefore = diagnostics.ErrorCount;
        YamlFile file = YamlFileReader.ReadByParser(
            source, isLikelyApi ? ReadingLimits.OfApiDocument : ReadingLimits.OfPolicies, diagnostics);
        if (isLikelyApi && file is { IsWhole: false, Documents.IsEmpty: true })
        {
            sideFiles.Add(new SideFile(path, default, Root: null));
        }
        else if (file is { IsWhole: true, Documents: [YamlMapping root] } && ApiDocumentSign.IsOn(root))
        {
            // A tree with an error in it is not looked into: a key that is there twice may be an operation.
            sideFiles.Add(new SideFile(path, default, diagnostics.ErrorCount == errorsBefore ? root : null));
        }
        else
        {
            hasUnreadableFile |= !file.IsWhole;
            ReadDocuments(file);
        }
    }

    /// <summary>
    /// Reads document by document, so that what a file of many says in YAML is never in memory as a whole. False: it takes the
    /// parser, or the limits of an API document; then it was as if nothing had been read.
    /// </summary>
    private bool TryReadPlain(SourceText source)
    {
        if (PlainFileReader.Open(source, ReadingLimits.OfPolicies, texts) is not { } file)
        {
            return false;
        }

        DiagnosticMark mark = diagnostics.Mark();
        int countBefore = documents.Count;
        bool isFirst = true;
        while (file.ReadNext() is { } node && !(isFirst && ApiDocumentSign.IsLikelyOn(node)))
        {
            isFirst = false;
            ReadDocument(node);
            pace.Rest();
        }

        if (!file.IsWhole)
        {
            diagnostics.ReturnTo(mark);
            documents.Count = countBefore;
        }

        return file.IsWhole;
    }

    private void ReadDocuments(YamlFile file)
    {
        foreach (YamlNode node in file.Documents)
        {
            ReadDocument(node);
            pace.Rest();
        }
    }

    private void ReadDocument(YamlNode node)
    {
        if (ApiDocumentSign.IsOn(node))
        {
            diagnostics.ReportApiDocumentNotAlone(node.Span);
        }
        else if (reader.Read(node) is { } document)
        {
            documents.Add(document);
        }
    }

    /// <summary>Files that documents name may stand before or behind them: they are looked up when all are known.</summary>
    private PolicySyntax Finish(SourceSet sources)
    {
        var apiDocuments = new ApiDocumentTable(sideFiles, diagnostics);
        for (int i = 0; i < documents.Count; i++)
        {
            if (documents[i] is BuildingBlockSyntax block)
            {
                documents[i] = apiDocuments.Resolve(block);
            }
            else if (documents[i] is IssuerSyntax { JwksFile: { } keys })
            {
                sideFiles.Find(keys.Value);
            }
        }

        if (!hasUnreadableFile)
        {
            sideFiles.ReportUnnamed();
        }

        return new PolicySyntax(documents.DrainToImmutable(), hasUnreadableFile) { Sources = sources };
    }
}
