namespace Authz.LoadGenerator.Arguments;

/// <summary>Something is wrong with what was typed; the message says what, to whoever typed it.</summary>
public sealed class UsageException(string message) : Exception(message);
