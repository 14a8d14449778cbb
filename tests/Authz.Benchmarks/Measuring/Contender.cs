namespace Authz.Benchmarks.Measuring;

/// <param name="Calls">How many one pass makes.</param>
internal sealed record Contender(int Calls, Action Pass);
