namespace Authz.Benchmarks.Gate;

/// <param name="Target">What the value may be at most; null: it is only reported.</param>
internal readonly record struct GateRow(string What, double Value, string Unit, double? Target, string About = "")
{
    public bool IsMissed => Target is { } target && !(Value <= target);
}
