namespace Authz.LoadGenerator.Commands;

/// <summary>Where a command writes.</summary>
/// <param name="IsTerminal">Whether a line may be drawn over.</param>
public sealed record CommandOutput(TextWriter Out, TextWriter Error, bool IsTerminal);
