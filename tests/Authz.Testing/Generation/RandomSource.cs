namespace Authz.Testing.Generation;

/// <summary>Choices that one seed decides: the same seed gives the same policies and requests everywhere.</summary>
internal sealed class RandomSource(int seed)
{
    private readonly Random random = new(seed);

    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>Both bounds may come out.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    public T Pick<T>(params IReadOnlyList<T> values) => values[random.Next(values.Count)];

    /// <summary>At least one, each once, in the order in which they were given.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> values, int most)
    {
        var chosen = new SortedSet<int>();
        int count = Between(1, Math.Min(most, values.Count));
        while (chosen.Count < count)
        {
            chosen.Add(random.Next(values.Count));
        }

        return [.. chosen.Select(index => values[index])];
    }
}
