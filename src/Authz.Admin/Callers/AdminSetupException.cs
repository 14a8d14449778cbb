namespace Authz.Admin.Callers;

/// <summary>The admin API does not start as it is set up. The message says what is wrong, where, and how to mend it.</summary>
public sealed class AdminSetupException : Exception
{
    public AdminSetupException(string message)
        : base(message)
    {
    }

    public AdminSetupException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
