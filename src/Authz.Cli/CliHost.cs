namespace Authz.Cli;

/// <summary>What a command takes from the machine it runs on, beside its files and its two writers.</summary>
public sealed record CliHost(TimeProvider Clock, bool UsesColour);
