namespace Authz.Cli.Servers;

/// <summary>A service did not do what was asked, or could not be asked. The message says what, where, and how to mend it.</summary>
internal sealed class ServerException : Exception
{
    public ServerException(string message)
        : base(message)
    {
    }

    public ServerException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public int ExitCode { get; init; } = ExitCodes.Unusable;

    /// <summary>The end of the problem's type; empty: there was no problem document.</summary>
    public string Problem { get; init; } = "";
}
