using System.Collections.Concurrent;

namespace Authz.Grpc.Tests.Interop;

/// <summary>Runs all cases of a transport at once with one client, when the first of them is asked for.</summary>
public abstract class InteropFixture
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, CallOutcome>>>> runs = new();
    private readonly Lazy<Task<string>> found;

    protected InteropFixture() => found = new(FindAsync);

    /// <summary>Asserts that the call ended as its case says.</summary>
    public async Task VerifyAsync(string transport, string name)
    {
        string whyMissing = await found.Value;
        Assert.SkipUnless(whyMissing.Length == 0, whyMissing);
        CallExpectation expected = CallCases.For(transport, client: "").Single(row => row.Name == name).Expect;
        IReadOnlyDictionary<string, CallOutcome> outcomes = await runs.GetOrAdd(transport, key => new(() => RunAsync(key))).Value;
        CallOutcome outcome = outcomes[name];

        Assert.True(expected.Code == outcome.Code, $"expected code {expected.Code}, got {outcome}");
        Assert.Equal(expected.Details ?? outcome.Details, outcome.Details);
        Assert.Equal(expected.Receive ?? outcome.Receive, outcome.Receive);
    }

    /// <summary>Makes the calls one after the other.</summary>
    internal abstract Task<IReadOnlyList<CallOutcome>> CallAsync(InteropTarget target, IReadOnlyList<CallCase> cases);

    /// <summary>Looks for the client: empty, or why it is missing.</summary>
    protected abstract Task<string> FindAsync();

    private async Task<IReadOnlyDictionary<string, CallOutcome>> RunAsync(string transport)
    {
        await using InteropTarget target = await InteropTarget.StartAsync(transport);
        IReadOnlyList<CallOutcome> outcomes = await CallAsync(target, CallCases.For(transport, $"{GetType().Name} over {transport}"));
        return outcomes.ToDictionary(outcome => outcome.Name);
    }
}
