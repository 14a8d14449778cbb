using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Policies.Analysis;

/// <summary>What a case expected and what came of it.</summary>
public sealed record PolicyTestResult(BoundTestCase Case, Verdict Actual)
{
    /// <summary>Everything that the case says must hold; what it leaves out may be anything.</summary>
    public bool Passed =>
        Actual.Effect == Case.ExpectedEffect
        && (Case.ExpectedRule is null || Case.ExpectedRule == Actual.Rule)
        && (Case.ExpectedReason is null || Case.ExpectedReason == Actual.Reason.Token());
}
