namespace Authz.Policies.Compilation;

/// <summary>A set is too large once compiled. It never leaves <see cref="PolicyCompilation"/>, which tells the author.</summary>
internal sealed class CompiledSizeException : Exception;
