namespace Authz.Store.Tests;

/// <summary>One entry of `tests/cases/store/locks.json`.</summary>
/// <param name="Faults">`path:line:column id` of each difference.</param>
internal sealed record LockCase(string Name, Dictionary<string, string> Files, string Lock, string[] Faults);
