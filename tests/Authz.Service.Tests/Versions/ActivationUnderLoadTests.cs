using System.Buffers;
using System.Text;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Requests;
using Authz.Service.Audit;
using Authz.Service.Rpc;
using Authz.Service.Tests.Audit;
using Authz.Service.Versions;
using Authz.Store;
using Authz.Store.Journal;
using Authz.Store.Versions;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Service.Tests.Versions;

/// <summary>Versions come and go under checks: each decision is of one of them, and says of which.</summary>
public sealed class ActivationUnderLoadTests : IDisposable
{
    private const int Activations = 40;
    private const int Checkers = 3;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-load-");
    private readonly PolicyJournal journal;
    private readonly RevocationOverlay overlay = new(NullLogger<RevocationOverlay>.Instance);
    private readonly PolicyStore<ServedVersion> store;
    private readonly byte[] request = Request();

    public ActivationUnderLoadTests()
    {
        journal = PolicyJournal.Open(new JournalOptions { Folder = folder.FullName });
        store = new PolicyStore<ServedVersion>(Prepare, new CompilationOptions(), TimeProvider.System, NullLogger<PolicyStore>.Instance);
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Each_decision_is_of_one_version_and_names_it()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var repository = new JournalRepository(journal, TimeProvider.System);
        using var follower = new VersionFollower(repository, store, isFolderAuthor: false, TimeProvider.System, NullLogger<VersionFollower>.Instance);
        overlay.Follow(repository);
        VersionRecord[] versions =
        [
            await repository.AddAsync(VersionOf(AuditPolicies.Registry), cancellation),
            await repository.AddAsync(VersionOf(AuditPolicies.Registry.Replace("equals: nurse", "equals: doctor", StringComparison.Ordinal)), cancellation),
        ];
        await ActivateAsync(repository, follower, versions[0]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<Dictionary<string, int>>[] checkers = [.. Enumerable.Range(0, Checkers).Select(_ => Task.Run(() => Check(stop.Token), cancellation))];
        for (int i = 1; i <= Activations; i++)
        {
            VersionRecord version = versions[i % 2];
            await ActivateAsync(repository, follower, version);
            Assert.StartsWith($"{version.Number}-{version.Digest[..PolicyDigest.ShortLength]} ", Ask(), StringComparison.Ordinal);
        }

        await stop.CancelAsync();
        string[] seen = [.. (await Task.WhenAll(checkers)).SelectMany(static one => one.Keys).Distinct()];
        string[] allowed =
        [
            $"1-{versions[0].Digest[..PolicyDigest.ShortLength]} 0", $"2-{versions[1].Digest[..PolicyDigest.ShortLength]} 7",
        ];
        Assert.Subset(allowed.ToHashSet(), seen.ToHashSet());
        Assert.Equal(Activations + 1, store.Status.InForce?.Epoch);
    }

    [Fact]
    public async Task A_revocation_holds_for_each_check_after_it_whichever_version_comes()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var repository = new JournalRepository(journal, TimeProvider.System);
        using var follower = new VersionFollower(repository, store, isFolderAuthor: false, TimeProvider.System, NullLogger<VersionFollower>.Instance);
        overlay.Follow(repository);
        VersionRecord first = await repository.AddAsync(VersionOf(AuditPolicies.Registry), cancellation);
        VersionRecord second = await repository.AddAsync(VersionOf(AuditPolicies.Registry + "\n# again\n"), cancellation);
        await ActivateAsync(repository, follower, first);
        Assert.EndsWith(" 0", Ask(), StringComparison.Ordinal);

        await repository.RevokeAsync(new RevocationOrder("registry", Revocation.Everything, "x", ""), cancellation);
        Assert.EndsWith(" 7", Ask(), StringComparison.Ordinal);
        await ActivateAsync(repository, follower, second);
        Assert.EndsWith(" 7", Ask(), StringComparison.Ordinal);
        await ActivateAsync(repository, follower, first);
        Assert.EndsWith(" 7", Ask(), StringComparison.Ordinal);

        await repository.LiftAsync(1, "x", "", cancellation);
        Assert.EndsWith(" 0", Ask(), StringComparison.Ordinal);
    }

    private static async Task ActivateAsync(JournalRepository repository, VersionFollower follower, VersionRecord version)
    {
        await repository.ActivateAsync(new ActivationOrder(version.Digest, "x", "", IsPinned: false), TestContext.Current.CancellationToken);
        follower.Apply();
    }

    private Dictionary<string, int> Check(CancellationToken stop)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!stop.IsCancellationRequested)
        {
            string answer = Ask();
            seen[answer] = seen.GetValueOrDefault(answer) + 1;
        }

        return seen;
    }

    /// <summary>The version that answered, and the code.</summary>
    private string Ask()
    {
        var handler = new CheckHandler(store);
        var slots = new HeaderSlot[CheckCall.HeaderSlotCount];
        var call = new CheckCall { Message = request, Time = TimeProvider.System.GetUtcNow(), Id = default, HeaderSlots = slots };
        DecisionTrace trace = default;
        CheckOutcome outcome = handler.Decide(in call, ref trace);
        var written = new ArrayBufferWriter<byte>();
        CheckHandler.Write(in outcome, call.Id, written);
        CheckResponse response = CheckResponse.Parser.ParseFrom(written.WrittenSpan);
        return $"{response.DynamicMetadata.Fields["version"].StringValue} {response.Status.Code}";
    }

    private ServedVersion Prepare(PolicyVersion version)
    {
        var served = new ServedVersion(
            version.Tree,
            new CallerIdentities(version.Policies, CertificateMode.WhenPresent, UnknownTokenMode.Passed, new IdentityMemory()),
            new CheckAnswers(version.Tree, $"{version.Number}-{version.Digest.ShortHex}", new AnswerSettings()));
        overlay.Attach(served, version.Policies);
        return served;
    }

    private static NewVersion VersionOf(string policies) => new(
        SourceSet.Of([new KeyValuePair<string, ReadOnlyMemory<byte>>("set.yaml", Encoding.UTF8.GetBytes(policies))]),
        new VersionNote("x", ""),
        null,
        []);

    private static byte[] Request() => RegistryRequest.Of("nurse").ToByteArray();
}
