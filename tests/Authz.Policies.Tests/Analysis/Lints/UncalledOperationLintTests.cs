using Authz.Testing.Generation;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Analysis.Lints;

/// <summary>What random policies allow, held against what is said of their operations.</summary>
public sealed class UncalledOperationLintTests
{
    private const int Sets = 200;
    private const int RequestsPerSet = 40;

    [Fact]
    public void No_request_is_allowed_that_is_an_operation_which_nobody_may_call()
    {
        int told = 0;
        int allowed = 0;
        for (int seed = 1; seed <= Sets; seed++)
        {
            RandomPolicySet random = RandomPolicies.Build(seed, RequestsPerSet);
            var set = new ToldSet(random.Policies);
            foreach (IGrouping<DateTimeOffset, NaiveRequest> asked in random.Requests.GroupBy(request => request.Time))
            {
                HashSet<string> operations = set.ToldAt(asked.Key);
                told += operations.Count;
                foreach (NaiveRequest request in asked)
                {
                    string? operation = set.AllowedOperation(request);
                    allowed += operation is null ? 0 : 1;
                    Assert.False(
                        operation is not null && operations.Contains(operation), $"{operation} by {request}\n{random.Policies}");
                }
            }
        }

        // Neither is said of nothing: else there would be no contradiction to find.
        Assert.True(told > Sets && allowed > Sets, $"{told} told, {allowed} allowed");
    }
}
