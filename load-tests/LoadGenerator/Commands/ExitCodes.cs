namespace Authz.LoadGenerator.Commands;

/// <summary>What the program tells whoever called it.</summary>
public static class ExitCodes
{
    public const int Good = 0;

    /// <summary>A threshold was passed, or an answer was not the one that was expected.</summary>
    public const int Failed = 1;

    /// <summary>Bad arguments, no such file, nobody listens.</summary>
    public const int NotRun = 2;
}
