using Authz.LoadGenerator.Arguments;

namespace Authz.LoadGenerator.Commands;

/// <summary>One word behind the program's name, and what it does.</summary>
/// <param name="Run">Returns the exit code: 0 good, 1 a threshold or a verdict failed, 2 it could not be run.</param>
public sealed record Command(
    string Name, string Help, IReadOnlyList<OptionDefinition> Options, Func<ParsedOptions, CommandOutput, CancellationToken, Task<int>> Run);
