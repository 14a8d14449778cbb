using System.Collections.Immutable;
using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>Gathers what is found.</summary>
internal sealed class EnvoyFindings
{
    /// <summary>Findings that are kept: a dump of ten thousand routes with one mistake in their template says it often enough.</summary>
    public const int KeptMax = 1_000;

    private readonly List<EnvoyFinding> findings = [];
    private readonly HashSet<(string Id, int Start, string Message)> seen = [];

    /// <summary>What was found beyond those that are kept.</summary>
    public int LeftOut { get; private set; }

    /// <summary>An error was left out.</summary>
    public bool HasErrors { get; private set; }

    public void Report(EnvoyRule rule, ConfigValue where, string message, Mend? mend = null)
    {
        // An aliased value stands at several paths and is wrong, and mended, once.
        if (!seen.Add((rule.Descriptor.Id, where.Span.Span.Start, message)))
        {
            return;
        }

        HasErrors |= rule.Descriptor.Severity == DiagnosticSeverity.Error;
        if (findings.Count == KeptMax)
        {
            LeftOut++;
            return;
        }

        findings.Add(new EnvoyFinding(rule, where, message, mend));
    }

    /// <summary>What is so everywhere in a file, and is said at the first place alone.</summary>
    public void ReportOnce(EnvoyRule rule, ConfigValue where, string message)
    {
        if (findings.TrueForAll(finding => finding.Rule != rule))
        {
            Report(rule, where, message);
        }
    }

    /// <summary>By their place in the file.</summary>
    public ImmutableArray<EnvoyFinding> ToSorted() =>
    [
        .. findings
            .OrderBy(finding => finding.Where.Span.Span.Start)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal),
    ];
}
