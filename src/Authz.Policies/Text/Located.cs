namespace Authz.Policies.Text;

/// <summary>A value and the place where the author wrote it.</summary>
public readonly record struct Located<T>(T Value, SourceSpan Span);
