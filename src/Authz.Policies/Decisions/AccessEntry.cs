namespace Authz.Policies.Decisions;

/// <summary>
/// All that the policies say about one class of callers on one service: two tries of paths, and two runs of rules by
/// operation. Equal entries are stored once.
/// </summary>
/// <param name="EdgeStart">Where the edges of both tries begin, and <paramref name="TerminalStart"/> where their terminals do.</param>
/// <param name="HasConditions">Some rule of it has a condition.</param>
internal readonly record struct AccessEntry(
    int AllowRoot,
    int DenyRoot,
    int EdgeStart,
    int TerminalStart,
    int AllowOperationStart,
    int AllowOperationCount,
    int DenyOperationStart,
    int DenyOperationCount,
    bool HasConditions);
