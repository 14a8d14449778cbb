using System.Collections.Immutable;
using Authz.Policies.Decisions;

namespace Authz.Policies.Analysis.Changes;

/// <summary>A rule that speaks of the requests of an operation that changed.</summary>
/// <param name="Rule">`policy/rule`.</param>
/// <param name="Before">Whether it spoke of them in the old set, by the operation's name or by method and path.</param>
/// <param name="After">Whether it speaks of them in the new one.</param>
/// <param name="IsConditional">It has a `when` or a validity: who may call depends on the request, or on the day.</param>
/// <param name="Subjects">The blocks that it is for, by name.</param>
public sealed record RuleTouch(
    string Rule, Effect Effect, bool Before, bool After, bool IsConditional, ImmutableArray<string> Subjects);
