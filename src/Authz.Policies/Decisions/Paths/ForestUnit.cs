namespace Authz.Policies.Decisions.Paths;

/// <summary>A quarter of a line of the cache. All that a forest has takes one of them, or some.</summary>
internal readonly record struct ForestUnit(ulong Low, ulong High)
{
    public const int Bytes = 16;
}
