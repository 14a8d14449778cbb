using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>A request, and the answer that the reference of the language gives.</summary>
/// <param name="Name">File, number and request, as a failing test shows them.</param>
/// <param name="Policies">The YAML of the set that decides.</param>
/// <param name="Expected">In the form of <see cref="NaiveDecision.ToString"/>.</param>
public sealed record DecisionCase(string Name, string Policies, NaiveRequest Request, string Expected)
{
    public override string ToString() => Name;
}
