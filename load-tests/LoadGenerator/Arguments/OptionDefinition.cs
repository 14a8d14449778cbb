namespace Authz.LoadGenerator.Arguments;

/// <summary>One option of a command, as `--help` shows it.</summary>
/// <param name="Value">What stands behind it, in capitals; null: nothing does.</param>
public sealed record OptionDefinition(string Name, string? Value, string Help)
{
    public string? Default { get; init; }

    public bool IsRequired { get; init; }
}
