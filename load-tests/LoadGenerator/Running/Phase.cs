namespace Authz.LoadGenerator.Running;

/// <summary>A stretch of a run that is reported by itself.</summary>
/// <param name="Rate">Requests a second; 0: see <paramref name="Closed"/>.</param>
/// <param name="Closed">Requests in flight, each followed by the next as soon as it is answered; 0: see <paramref name="Rate"/>.</param>
public sealed record Phase(string Name, int Rate, int Closed, TimeSpan Duration)
{
    /// <summary>Whether the flood comes beside it.</summary>
    public bool IsFlooded { get; init; }
}
