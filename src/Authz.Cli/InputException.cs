namespace Authz.Cli;

/// <summary>
/// Something that the user named is not there or cannot be used. Ends the command with
/// <see cref="ExitCodes.Unusable"/> and this message.
/// </summary>
public sealed class InputException : Exception
{
    public InputException(string message)
        : base(message)
    {
    }

    public InputException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
