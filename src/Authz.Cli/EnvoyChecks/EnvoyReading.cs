using System.Collections.Immutable;
using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Syntax.Foreign;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>A file, read and checked.</summary>
/// <param name="Config">Null: the file cannot be read, as <paramref name="Faults"/> say.</param>
internal sealed record EnvoyReading(EnvoyConfig? Config, ImmutableArray<Diagnostic> Faults, EnvoyFindings Findings)
{
    public bool HasErrors => !Faults.IsEmpty || Findings.HasErrors;

    /// <summary>Nothing was judged.</summary>
    public bool IsUnusable => Config is null or { IsEmpty: true };

    /// <param name="policies">Null: the configuration is looked at alone.</param>
    public static EnvoyReading Of(string path, ReadOnlySpan<byte> bytes, PolicyFacts? policies)
    {
        ImmutableArray<YamlNode> documents = ForeignFile.Read(path, bytes, out ImmutableArray<Diagnostic> faults);
        if (documents.IsEmpty)
        {
            var empty = new EnvoyFindings();
            if (faults.IsEmpty)
            {
                ConfigValue nothing = ConfigValue.Empty(path);
                empty.Report(EnvoyRules.NothingToCheck, nothing, "the file is empty");
            }

            return new EnvoyReading(null, faults, empty);
        }

        EnvoyConfig config = EnvoyConfigReader.Read(documents[0]);
        EnvoyFindings findings = EnvoyChecker.Check(config, policies);
        if (documents.Length > 1)
        {
            findings.Report(EnvoyRules.MoreDocuments, ConfigValue.Root(documents[1]), "Envoy reads the document before this one, and no other");
        }

        return new EnvoyReading(config, [], findings);
    }
}
