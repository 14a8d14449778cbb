using System.Globalization;
using Authz.Policies.Decisions;
using Authz.Testing.Generation;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>What random policies and requests came to: agreement on nothing but denials would prove nothing.</summary>
internal sealed class RandomTally
{
    private readonly Dictionary<DecisionReason, int> byReason = [];
    private readonly Dictionary<string, int> decidedBy = [];
    private readonly Dictionary<string, int> presentIn = [];

    public int Sets { get; private set; }

    public int Requests { get; private set; }

    public int Unauthenticated { get; private set; }

    public double ShareOf(DecisionReason reason) => Share(byReason.GetValueOrDefault(reason), Requests);

    /// <summary>Of the decisions that a rule made, how many rules had this construct.</summary>
    public double ShareDecidedBy(string construct) => Share(
        decidedBy.GetValueOrDefault(construct),
        byReason.GetValueOrDefault(DecisionReason.AllowedByRule)
        + byReason.GetValueOrDefault(DecisionReason.DeniedByRule));

    public double ShareOfSetsWith(string construct) => Share(presentIn.GetValueOrDefault(construct), Sets);

    /// <param name="decisions">One for each request of the set.</param>
    public void Add(RandomPolicySet set, IEnumerable<NaiveDecision> decisions)
    {
        Sets++;
        foreach (string construct in set.ConstructsByRule.Values.SelectMany(constructs => constructs).Distinct())
        {
            presentIn[construct] = presentIn.GetValueOrDefault(construct) + 1;
        }

        foreach (NaiveDecision decision in decisions)
        {
            Add(set, decision);
        }
    }

    public override string ToString()
    {
        IEnumerable<string> reasons = byReason.OrderByDescending(pair => pair.Value).Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"{ShareOf(pair.Key),6:P1} {pair.Key.Token()}"));
        IEnumerable<string> constructs = presentIn.Keys.Order(StringComparer.Ordinal).Select(LineOf);
        string head = string.Create(
            CultureInfo.InvariantCulture, $"{Sets} sets, {Requests} requests, {Unauthenticated} told 401");
        return string.Join('\n', [head, .. reasons, .. constructs]);
    }

    private void Add(RandomPolicySet set, NaiveDecision decision)
    {
        Requests++;
        Unauthenticated += decision.IsUnauthenticated ? 1 : 0;
        byReason[decision.Reason] = byReason.GetValueOrDefault(decision.Reason) + 1;
        if (decision.Rule is null)
        {
            return;
        }

        foreach (string construct in set.ConstructsByRule[decision.Rule].Distinct())
        {
            decidedBy[construct] = decidedBy.GetValueOrDefault(construct) + 1;
        }
    }

    private string LineOf(string construct)
    {
        double decided = ShareDecidedBy(construct);
        double present = ShareOfSetsWith(construct);
        return string.Create(
            CultureInfo.InvariantCulture, $"{decided,6:P1} of what rules decided, {present,6:P1} of sets: {construct}");
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
