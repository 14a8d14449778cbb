using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What is wrong with a configuration, where, and how to mend it.</summary>
/// <param name="Where">Shown where it stands; a value that is missing is shown where it would be.</param>
internal sealed record EnvoyFinding(EnvoyRule Rule, ConfigValue Where, string Message, Mend? Mend)
{
    public string Id => Rule.Descriptor.Id;

    public DiagnosticSeverity Severity => Rule.Descriptor.Severity;

    /// <summary>The dotted path. An alias is one place for several; the first is named.</summary>
    public string Path => Where.Path;

    /// <summary>As the other verbs print what they find.</summary>
    public Diagnostic ToDiagnostic()
    {
        string mend = Mend is null ? "" : Mend.Yaml.Length == 0 ? $"; {Mend.Instruction}" : $"; {Mend.Instruction}\n{Mend.Yaml}";
        string place = Path.Length == 0 ? "" : $" (at {Path})";
        return new Diagnostic(Id, Severity, Where.Span, Message + place, Rule.Why + mend);
    }
}
