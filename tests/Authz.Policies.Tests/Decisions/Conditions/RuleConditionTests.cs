using System.Text;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>Conditions of rules: which way an unknown falls, and what a path parameter stands for.</summary>
public sealed class RuleConditionTests
{
    private const string Head = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          owner: t
          identities: [{spiffe: "spiffe://td/web"}]
          services:
            - name: api
              basePath: /r1
              hosts: [api]
              matrixParameters: allow
              operations:
                - {id: person, method: GET, path: "/people/{id}"}
                - {id: file, method: GET, path: "/files/{name}.{type}"}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
        """;

    private const string EveryKind = """
          - name: r
            effect: allow
            methods: [POST]
            paths: ["/x/{left}-{right}"]
            when:
              - header: {name: x-role, any: {in: [nurse, doctor]}}
              - query: {name: q, equals: "a b"}
              - pathParameter: {name: left, equals: {query: {name: left}}}
              - sourceAddress: {cidr: [10.0.0.0/8, "2001:db8::/32"]}
              - sni: {suffix: .GOV}
              - contextExtension: {name: network, equals: health}
              - metadata: {filter: notes, pointer: /a/n, equals: 12}
              - body: {pointer: /kind, equals: {body: {pointer: /list/1}}}
              - time: {zone: Europe/Tallinn, days: [mon, tue, wed, thu, fri]}
        """;

    [Theory]
    [InlineData("/r1/people/7", "p/own", "7")]
    [InlineData("/r1/people/%37", "p/own", "7")]
    [InlineData("/r1/people/a%20b", "p/own", "a b")]
    [InlineData("/r1/people/A", "p/own", "A")]
    [InlineData("/r1/people/A", null, "a")]
    [InlineData("/r1/people/7", null, "8")]
    [InlineData("/r1/people/7", null, null)]
    [InlineData("/r1/people/7/", null, "7")]
    [InlineData("/r1/people/7;v=1", null, "7")]
    [InlineData("/r1/people/7;v=1", null, "7;v=1")]
    public void An_allow_by_operation_reads_the_operations_parameter(string target, string? rule, string? subject) =>
        Assert.Equal(rule, Decide("""
              - name: own
                effect: allow
                operations: [person]
                when: [pathParameter: {name: id, equals: {header: {name: x-subject}}}]
            """, target, subject));

    [Theory]
    [InlineData("/r1/a/x/b/y", "p/r", "x")]
    [InlineData("/r1/a/x/b/y", "p/r", "y")]
    [InlineData("/r1/a/x/b/y", null, "z")]
    public void One_of_several_patterns_is_enough_for_an_allow(string target, string? rule, string subject) =>
        Assert.Equal(rule, Decide("""
              - name: r
                effect: allow
                methods: [GET]
                paths: ["/a/{id}/b/*", "/a/*/b/{id}"]
                when: [pathParameter: {name: id, equals: {header: {name: x-subject}}}]
            """, target, subject));

    [Theory]
    [InlineData("/r1/x/1-2", "p/r", "1")]
    [InlineData("/r1/x/1-2", null, "2")]
    [InlineData("/r1/x/1-2-3", null, "1")]
    [InlineData("/r1/x/1-2-3", null, "1-2")]
    [InlineData("/r1/x/--", null, "-")]
    [InlineData("/r1/x/a--", "p/r", "a")]
    public void A_parameter_has_a_value_where_there_is_one_split(string target, string? rule, string subject) =>
        Assert.Equal(rule, Decide("""
              - name: r
                effect: allow
                methods: [GET]
                paths: ["/x/{left}-{right}"]
                when: [pathParameter: {name: left, equals: {header: {name: x-subject}}}]
            """, target, subject));

    [Theory]
    [InlineData("/r1/x/1-2", "7", "p/open")]
    [InlineData("/r1/x/1-2", "1", "p/ban")]
    [InlineData("/r1/x/1-2-3", "7", "p/ban")]
    [InlineData("/r1/X/a-B", "a", "p/ban")]
    [InlineData("/r1/X/A-b/", "A", "p/ban")]
    [InlineData("/r1/X/A-b/", "a", "p/open")]
    [InlineData("/r1/x/a-b", null, "p/open")]
    [InlineData("/r1/x/a-b", "x,y", "p/ban")]
    public void A_deny_reads_the_path_as_sent_and_fires_in_doubt(string target, string? subject, string rule) =>
        Assert.Equal(rule, Decide("""
              - {name: open, effect: allow, methods: [GET], paths: ["/**"]}
              - name: ban
                effect: deny
                paths: ["/x/{left}-{right}"]
                when: [pathParameter: {name: left, equals: {header: {name: x-subject}}}]
            """, target, subject));

    [Theory]
    [InlineData("/r1/files/a.PDF", "a", "p/ban")]
    [InlineData("/r1/FILES/A.pdf/", "A", "p/ban")]
    [InlineData("/r1/files/a.b.pdf", "z", "p/ban")]
    [InlineData("/r1/files/a.pdf", "z", "p/open")]
    [InlineData("/r1/files/a;v.pdf", "z", "p/open")]
    [InlineData("/r1/files/a;v.pdf", "a;v", "p/ban")]
    public void A_deny_by_operation_fires_by_each_of_its_readings(string target, string subject, string rule) =>
        Assert.Equal(rule, Decide("""
              - {name: open, effect: allow, methods: [GET], paths: ["/**"]}
              - name: ban
                effect: deny
                operations: [file]
                when: [pathParameter: {name: name, equals: {header: {name: x-subject}}}]
            """, target, subject));

    [Theory]
    [InlineData("care", "p/first")]
    [InlineData("other", "p/second")]
    [InlineData(null, "p/second")]
    [InlineData("care,x", "p/second")]
    public void The_first_rule_whose_conditions_hold_is_named(string? subject, string rule) => Assert.Equal(rule, Decide("""
              - name: first
                effect: allow
                methods: [GET]
                paths: ["/**"]
                when: [header: {name: x-subject, equals: care}]
              - {name: second, effect: allow, methods: [GET], paths: ["/**"]}
            """, "/r1/any", subject));

    [Theory]
    [InlineData("care", null)]
    [InlineData("other", null)]
    [InlineData(null, null)]
    public void Neither_an_unknown_nor_its_opposite_allows(string? subject, string? rule) => Assert.Equal(rule, Decide("""
              - name: first
                effect: allow
                methods: [GET]
                paths: ["/**"]
                when: [body: {pointer: /a, exists: true}]
              - name: second
                effect: allow
                methods: [GET]
                paths: ["/**"]
                when: [not: {body: {pointer: /a, exists: true}}]
            """, "/r1/any", subject));

    [Fact]
    public void Deciding_with_conditions_allocates_nothing_once_warm()
    {
        DecisionTree tree = PolicyText.Compile($"{Head}\n{EveryKind}");
        var text = new RequestText(
        [
            KeyValuePair.Create("x-role", "nurse, other"), KeyValuePair.Create("x-role", "doctor"), KeyValuePair.Create("x-id", "abc-123"),
            KeyValuePair.Create("x-envoy-auth-partial-body", "false"),
        ])
        {
            Method = "POST",
            Target = "/r1/x/a%20-2?q=a%20b&left=%61%20",
            Host = "api",
            RouteBinding = "web/api",
            Time = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
            SourceAddress = "10.1.2.3",
            Sni = "Db.Gov",
            ContextExtensions = [KeyValuePair.Create("network", "health")],
            Metadata = [KeyValuePair.Create("notes", """{"a":{"n":12}}""")],
            Body = [.. Encoding.UTF8.GetBytes("""{"kind":"\u0061b","list":[1,"a\u0062"],"rest":[{},{"x":null}]}""")],
        };
        AccessRequest request = text.ToRequest();
        Caller web = Caller.Proved(0, IdentityProofs.Spiffe);
        for (int i = 0; i < 200; i++)
        {
            tree.Decide(in request, in web);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Decision decision = tree.Decide(in request, in web);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(decision.IsAllowed, $"{decision.Reason}");
    }

    private static string? Decide(string rules, string target, string? subject)
    {
        DecisionTree tree = PolicyText.Compile($"{Head}\n{rules}");
        var text = new RequestText(subject is null ? [] : [KeyValuePair.Create("x-subject", subject)])
        {
            Method = "GET",
            Target = target,
            Host = "api",
            RouteBinding = "web/api",
            Time = default,
        };
        Decision decision = tree.Decide(text.ToRequest(), Caller.Proved(0, IdentityProofs.Spiffe));
        return decision.Rule < 0 ? null : tree.RuleNames[decision.Rule];
    }
}
