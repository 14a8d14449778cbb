namespace Authz.Store.Versions;

/// <summary>A repository cannot do what was asked, and nothing changed. The message says what, where, and how to mend it.</summary>
public sealed class RepositoryException : Exception
{
    public RepositoryException(RepositoryProblem problem, string message)
        : base(message) =>
        Problem = problem;

    public RepositoryException(RepositoryProblem problem, string message, Exception inner)
        : base(message, inner) =>
        Problem = problem;

    public RepositoryProblem Problem { get; }
}
