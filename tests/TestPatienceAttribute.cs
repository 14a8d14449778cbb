using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

namespace Authz.Testing;

/// <summary>
/// Cancels a test that waits for what never comes, so that a run ends and says which one it was. No test is nearly as long, also on a
/// machine that does ten other things.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestPatienceAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Watch> watches = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        watches[test.UniqueID] = new Watch(TestContext.Current);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (watches.TryRemove(test.UniqueID, out Watch? watch))
        {
            watch.Dispose();
            Assert.False(watch.HasEnded, $"cancelled, as it had not ended after {patience.TotalMinutes} minutes");
        }
    }

    private sealed class Watch : IDisposable
    {
        private readonly Timer timer;

        public Watch(ITestContext context) => timer = new Timer(
            _ =>
            {
                HasEnded = true;
                context.CancelCurrentTest();
            },
            state: null,
            patience,
            Timeout.InfiniteTimeSpan);

        public bool HasEnded { get; private set; }

        public void Dispose() => timer.Dispose();
    }
}
