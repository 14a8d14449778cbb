using System.Text;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Checks without a request: services of `protocol: tcp`, found by SNI.</summary>
public sealed class ConnectionTests
{
    private const string Policies = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: a-registry}
        spec:
          services:
            - name: records
              basePath: /
              hosts: [db.gov, records.gov]
              operations: [{id: read, method: GET, path: /}]
            - {name: replica, protocol: tcp, sni: [DB.gov, db-2.gov]}
            - {name: queue, protocol: tcp, sni: [queue.gov]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: b-reader}
        spec: {owner: t}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: c-narrow}
        spec: {owner: t}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: readers}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: b-reader}]
          resources: [{buildingBlock: a-registry, service: "*"}]
          rules:
            - {name: some, effect: allow, operations: [read]}
            - {name: paths, effect: allow, methods: ["*"], paths: [/a/**]}
            - {name: connect, effect: allow, methods: ["*"], paths: [/a, /**]}
            - {name: no-posts, effect: deny, methods: [POST]}
            - {name: no-root, effect: deny, paths: [/]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: readers-no-queue}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: b-reader}]
          resources: [{buildingBlock: a-registry, service: queue}]
          rules: [{name: never, effect: deny}]
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: narrow}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: c-narrow}]
          resources: [{buildingBlock: a-registry, service: "*"}]
          rules:
            - {name: some, effect: allow, operations: [read]}
            - {name: gets, effect: allow, methods: [GET], paths: [/**]}
            - {name: paths, effect: allow, methods: ["*"], paths: ["/*"]}
        """;

    private static readonly DecisionTree tree = PolicyText.Compile(Policies);
    private static readonly Caller reader = Caller.Proved(1, IdentityProofs.Spiffe);
    private static readonly Caller narrow = Caller.Proved(2, IdentityProofs.Spiffe);

    [Theory]
    [InlineData("db.gov")]
    [InlineData("DB-2.GOV")]
    public void A_connection_finds_its_service_by_its_name_in_any_case(string sni)
    {
        Decision decision = Connect(sni, reader);

        Assert.True(decision.IsAllowed);
        Assert.Equal("a-registry/replica", tree.ServiceNames[decision.Service]);
        Assert.Equal("readers/connect", tree.RuleNames[decision.Rule]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gov")]
    [InlineData("db.gov.")]
    [InlineData("x.db.gov")]
    [InlineData("records.gov")]
    public void A_name_that_no_tcp_service_has_finds_none(string sni) =>
        Assert.Equal(DecisionReason.NoService, Connect(sni, reader).Reason);

    [Fact]
    public void A_name_longer_than_any_finds_none() =>
        Assert.Equal(DecisionReason.NoService, Connect(new string('a', 100_000), reader).Reason);

    [Fact]
    public void A_rule_of_operations_methods_or_paths_says_nothing_of_a_connection() =>
        Assert.Equal(DecisionReason.NoRule, Connect("db.gov", narrow).Reason);

    [Fact]
    public void A_deny_of_everything_beats_the_allow()
    {
        Decision decision = Connect("queue.gov", reader);

        Assert.Equal(DecisionReason.DeniedByRule, decision.Reason);
        Assert.Equal("readers-no-queue/never", tree.RuleNames[decision.Rule]);
    }

    [Fact]
    public void A_caller_without_credentials_is_told_so() =>
        Assert.Equal(DecisionReason.CredentialsMissing, Connect("db.gov", Caller.Anonymous).Reason);

    [Fact]
    public void A_caller_whose_credentials_are_bad_is_refused_before_any_rule()
    {
        Decision decision = Connect("db.gov", Caller.Rejected(DecisionReason.BadCertificate));

        Assert.Equal(DecisionReason.BadCertificate, decision.Reason);
        Assert.True(decision.IsUnauthenticated);
        Assert.Equal(DecisionReason.UnknownCaller, Connect("db.gov", default).Reason);
    }

    [Theory]
    [InlineData("db-2.gov")]
    [InlineData("queue.gov")]
    public void A_request_never_finds_a_tcp_service(string host) =>
        Assert.Equal(DecisionReason.NoService, Request(host).Reason);

    [Fact]
    public void A_request_to_a_host_that_is_also_an_sni_is_for_the_http_service() =>
        Assert.Equal("a-registry/records", tree.ServiceNames[Request("db.gov").Service]);

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[] sni = Encoding.UTF8.GetBytes("Db.Gov");
        var connection = new AccessRequest { Sni = sni, Time = DateTimeOffset.UnixEpoch };
        tree.Decide(in connection, in reader);
        long before = GC.GetAllocatedBytesForCurrentThread();
        tree.Decide(in connection, in reader);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Decision Connect(string sni, Caller caller) => tree.Decide(
        new AccessRequest { Sni = Encoding.UTF8.GetBytes(sni), Time = DateTimeOffset.UnixEpoch }, in caller);

    private static Decision Request(string host)
    {
        var text = new RequestText([])
        {
            Method = "GET",
            Target = "/x",
            Host = host,
            Sni = host,
            RouteBinding = "a-registry/records",
            Time = DateTimeOffset.UnixEpoch,
        };
        return tree.Decide(text.ToRequest(), in reader);
    }
}
