namespace Authz.Benchmarks.Measuring;

/// <summary>Nanoseconds a call, round by round.</summary>
internal sealed record Measured(double[] Rounds)
{
    public double Median => MedianOf(Rounds);

    /// <summary>What is left without what another one, measured in the same rounds, takes.</summary>
    public Measured Without(Measured other) =>
        new([.. Rounds.Zip(other.Rounds, static (mine, its) => Math.Max(0, mine - its))]);

    /// <summary>The median of the rounds' ratios.</summary>
    public double Over(Measured other) => MedianOf([.. Rounds.Zip(other.Rounds, static (mine, its) => mine / its)]);

    private static double MedianOf(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
