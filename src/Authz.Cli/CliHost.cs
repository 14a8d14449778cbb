namespace Authz.Cli;

/// <summary>What a command takes from the machine it runs on, beside its files and its two writers.</summary>
public sealed record CliHost(TimeProvider Clock, bool UsesColour)
{
    /// <summary>The environment, by name; null: it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Null where it is empty too: that is how a shell takes one away for a run.</summary>
    public string? VariableOrNull(string name) => Variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Only a terminal gets colour, only one that can show it, and none where NO_COLOR is set to anything.</summary>
    public static bool WantsColour(bool isRedirected, string? terminal, string? noColour) =>
        !isRedirected && terminal != "dumb" && string.IsNullOrEmpty(noColour);
}
