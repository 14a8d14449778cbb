using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Identities;

/// <summary>
/// All that may come together, judged by what each proof says for itself: whoever is proved is named by every one of them,
/// and nothing that came is bad.
/// </summary>
public sealed class ProofCombinationTests
{
    private const string Nobody = "spiffe://td/ns/a/sa/nobody";
    private const string WebClient = "EE/GOV/70000001/pop";
    private const string RecordsClient = "DEV/GOV/1002";

    private static readonly (string? Id, int[] Blocks)[] Peers =
    [
        (null, []),
        (Nobody, []),
        ("spiffe://td/ns/a/sa/web", [TestBlocks.Web]),
        ("spiffe://td/ns/a/sa/records", [TestBlocks.Records]),
        (TestBlocks.Gateway, []),
        (TestBlocks.Edge, []),
    ];

    private static readonly (string? Client, int? Block)[] Clients =
        [(null, null), (WebClient, TestBlocks.Web), (RecordsClient, TestBlocks.Records), ("DEV/GOV/nobody", null)];

    private static readonly (string? Line, int? Block)[] Keys =
    [
        (null, null),
        ($"x-second-key: {TestBlocks.WebKey}", TestBlocks.Web),
        ($"x-api-key: {TestBlocks.KeyedKey}", TestBlocks.Keyed),
        ("x-api-key: another", null),
    ];

    private static readonly (string? Uri, int? Block)[] Forwarded =
        [(null, null), ("spiffe://td/ns/a/sa/records", TestBlocks.Records), (Nobody, null)];

    [Fact]
    public void A_proved_caller_is_named_by_all_that_came()
    {
        var all =
            from peer in Peers
            from client in Clients
            from key in Keys
            from forwarded in Forwarded
            from isForwarding in (bool[])[false, true]
            select (peer, client, key, forwarded, isForwarding);
        int proved = 0;
        foreach (((string? id, int[] own), (string? client, int? clientBlock), (string? key, int? keyBlock), (string? uri, int? uriBlock), bool isForwarding) in all)
        {
            var named = new HashSet<int>(own);
            bool isServer = id is TestBlocks.Gateway or TestBlocks.Edge;
            bool isBad = key is not null && keyBlock is null;
            if (isForwarding)
            {
                isBad |= id != TestBlocks.Edge || uri is null;
                named.UnionWith(uriBlock is { } block ? [block] : []);
            }
            else if (isServer)
            {
                isBad |= id != TestBlocks.Gateway || clientBlock is null;
            }

            named.UnionWith(keyBlock is { } keyed ? [keyed] : []);
            if (client is not null)
            {
                // It names nobody by itself, except for a server's word.
                bool isWord = isServer && !isForwarding;
                isBad |= clientBlock is not { } meant || (!named.Contains(meant) && !isWord);
                named.UnionWith(clientBlock is { } other ? [other] : []);
            }

            Caller caller = new TestCaller
            {
                Id = id,
                Extensions = isForwarding ? ["authz.xfcc: edge"] : [],
                Headers =
                [
                    .. client is null ? Array.Empty<string>() : [$"x-road-client: {client}"],
                    .. key is null ? Array.Empty<string>() : [key],
                    .. uri is null ? Array.Empty<string>() : [$"x-forwarded-client-cert: Hash=1;URI={uri}"],
                ],
            }.Prove();

            bool isProved = !isBad && named.Count == 1;
            string what = $"{id} {client} {key} {uri} {isForwarding}: {caller}";
            Assert.True(isProved == caller.IsProved, what);
            Assert.True(!isProved || named.Contains(caller.Block), what);
            Assert.True((isBad || named.Count > 1) == (caller.Status == CallerStatus.Rejected), what);
            proved += isProved ? 1 : 0;
        }

        Assert.NotEqual(0, proved);
    }
}
