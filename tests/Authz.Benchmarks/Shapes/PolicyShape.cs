namespace Authz.Benchmarks.Shapes;

/// <summary>A generated set, and questions whose answers are known from how it was made.</summary>
/// <param name="Rules">As many as it has, which need not be as many as were asked for.</param>
internal sealed record PolicyShape(string Name, int Rules, PolicyFiles Files, Question[] Questions);
