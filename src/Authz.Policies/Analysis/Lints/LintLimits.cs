namespace Authz.Policies.Analysis.Lints;

/// <summary>How far lints go. They are advice: in a set that is larger than this they leave some out.</summary>
internal static class LintLimits
{
    /// <summary>Pairs of rules, or of a rule and an operation, that one lint compares.</summary>
    public const int ComparisonsMax = 20_000_000;

    /// <summary>Comparisons of one attribute within one `all` that each further one is held against.</summary>
    public const int DemandsOfAttributeMax = 16;

    /// <summary>How long before its end a policy is said to end soon.</summary>
    public static readonly TimeSpan EndsSoon = TimeSpan.FromDays(30);
}
