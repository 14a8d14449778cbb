namespace Authz.Testing.Naive;

/// <summary>One way in which a rule speaks of a call.</summary>
/// <param name="Pattern">The path or the operation that matched; null where the rule says neither.</param>
/// <param name="Path">The reading of the call's path that it matched.</param>
internal sealed record NaiveWay(NaivePattern? Pattern, string Path, bool IgnoreCase);
