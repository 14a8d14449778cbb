namespace Authz.Store.Journal;

/// <summary>The journal cannot do what was asked. The message says what, where, and how to mend it.</summary>
public sealed class JournalException : Exception
{
    public JournalException(string message)
        : base(message)
    {
    }

    public JournalException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
