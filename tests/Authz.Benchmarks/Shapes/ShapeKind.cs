namespace Authz.Benchmarks.Shapes;

/// <param name="About">One line for the table of results.</param>
/// <param name="Write">From a number of rules.</param>
internal sealed record ShapeKind(string Name, string About, Func<int, PolicyShape> Write);
