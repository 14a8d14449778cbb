using Authz.Policies.Compilation;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions;

namespace Authz.Policies.Tests.Decisions;

public sealed class PairIndexTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(150)]
    public void Every_pair_has_its_own_entry_and_no_other_pair_has_one(int most)
    {
        var builder = new PathForestBuilder();
        var places = new List<int>();
        for (int callerClass = 0; callerClass < most; callerClass++)
        {
            for (int service = callerClass % 2; service < most; service += 2)
            {
                places.Add(builder.AddPair(new AccessPair(callerClass, service, (callerClass * most) + service)));
            }
        }

        PairIndex index = PairIndex.Create(builder.Build(CompilationPace.Unbroken), places, CompilationPace.Unbroken);
        for (int callerClass = -1; callerClass <= most; callerClass++)
        {
            for (int service = -1; service <= most; service++)
            {
                bool isOne = callerClass >= 0 && service >= 0 && callerClass < most && service < most && (callerClass + service) % 2 == 0;
                Assert.Equal(isOne ? (callerClass * most) + service : PairIndex.NoEntry, index.Find(callerClass, service));
            }
        }
    }
}
