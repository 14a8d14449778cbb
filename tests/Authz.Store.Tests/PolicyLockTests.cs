using System.Collections.Immutable;
using Authz.Policies;
using Authz.Policies.Text;

namespace Authz.Store.Tests;

public sealed class PolicyLockTests
{
    private static readonly IReadOnlyList<LockCase> Cases = StoreCases.Load<LockCase>("locks.json");

    public static TheoryData<string> CaseNames => [.. Cases.Select(static one => one.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Only_exactly_the_files_that_are_listed_agree(string name)
    {
        LockCase one = Cases.Single(one => one.Name == name);
        var policyLock = new SourceText(PolicyLock.FileName, one.Lock);

        ImmutableArray<Diagnostic> faults = PolicyLock.Verify(policyLock, PolicyManifest.Of(SetOf.Files(one.Files)));

        Assert.Equal(one.Faults, faults.Select(static fault => $"{fault.Where} {fault.Id}"));
    }

    [Fact]
    public void A_lock_that_was_written_agrees()
    {
        SourceSet sources = SetOf.Files(("b/c.yaml", "two\r\n"), ("a.yaml", "one\n"));
        var policyLock = new SourceText(PolicyLock.FileName, PolicyLock.Write(sources));

        Assert.Empty(PolicyLock.Verify(policyLock, PolicyManifest.Of(sources)));
    }
}
