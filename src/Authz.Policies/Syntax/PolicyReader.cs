using System.Collections.Immutable;
using Authz.Policies.Syntax.Reading;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Bytes to documents. Never throws on input: what is wrong becomes a diagnostic.</summary>
public static class PolicyReader
{
    public static PolicySyntax Read(SourceSet sources, DiagnosticBag diagnostics)
    {
        ImmutableArray<DocumentSyntax>.Builder documents = ImmutableArray.CreateBuilder<DocumentSyntax>();
        var reader = new DocumentReader(diagnostics);
        bool hasUnreadableFile = false;
        foreach ((string path, ReadOnlyMemory<byte> bytes) in sources.Files)
        {
            if (!IsPolicyFile(path))
            {
                continue;
            }

            if (!YamlTextReader.TryRead(path, bytes.Span, diagnostics, out SourceText source))
            {
                hasUnreadableFile = true;
                continue;
            }

            YamlFile file = YamlFileReader.Read(source, diagnostics);
            hasUnreadableFile |= !file.IsWhole;
            foreach (YamlNode node in file.Documents)
            {
                if (reader.Read(node) is { } document)
                {
                    documents.Add(document);
                }
            }
        }

        return new PolicySyntax(documents.DrainToImmutable(), hasUnreadableFile) { Sources = sources };
    }

    /// <summary>
    /// Whether a file of a set holds policies: `*.yaml` or `*.yml`, and not hidden. Case is ignored: a `suspend.YAML` must
    /// not be overlooked. INVARIANT: whoever gathers a set asks here, so that nothing is gathered and then not read.
    /// </summary>
    public static bool IsPolicyFile(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        return !name.StartsWith(".")
            && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));
    }
}
