namespace Authz.Cli;

/// <summary>What a command takes from the machine it runs on, beside its files and its two writers.</summary>
public sealed record CliHost(TimeProvider Clock, bool UsesColour)
{
    /// <summary>Only a terminal gets colour, only one that can show it, and none where NO_COLOR is set to anything.</summary>
    public static bool WantsColour(bool isRedirected, string? terminal, string? noColour) =>
        !isRedirected && terminal != "dumb" && string.IsNullOrEmpty(noColour);
}
