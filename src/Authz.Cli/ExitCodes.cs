namespace Authz.Cli;

/// <summary>What scripts may rely on.</summary>
public static class ExitCodes
{
    /// <summary>No errors, every case passed, allowed.</summary>
    public const int Fine = 0;

    /// <summary>Errors found, a case failed, denied.</summary>
    public const int Findings = 1;

    /// <summary>The command line makes no sense, something named there cannot be read or written, or a service refuses.</summary>
    public const int Unusable = 2;
}
