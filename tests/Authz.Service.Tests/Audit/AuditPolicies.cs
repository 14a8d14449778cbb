using System.Text;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Service.Audit;
using Authz.Store;
using Authz.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Service.Tests.Audit;

/// <summary>A small set with every kind of name that a line tells, and versions made of sets.</summary>
internal static class AuditPolicies
{
    public const string Registry = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: registry}
        spec:
          owner: t
          identities: [{spiffe: "spiffe://td/registry"}]
          services:
            - name: records
              basePath: /v1
              hosts: [registry.test]
              operations:
                - {id: read, method: GET, path: "/records/{id}"}
                - {id: remove, method: DELETE, path: "/records/{id}"}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: reading}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: registry}]
          resources: [{buildingBlock: registry, service: records}]
          rules:
            - {name: guests, effect: deny, operations: [read], when: [header: {name: x-role, equals: guest}]}
            - {name: nurses, effect: allow, operations: [read], when: [header: {name: x-role, equals: nurse}]}
        """;

    public static PolicyVersion Version(string policies)
    {
        var store = new PolicyStore<PolicyVersion>(
            static version => version, new CompilationOptions(), new ManualTimeProvider(), NullLogger<PolicyStore>.Instance);
        store.Offer(SourceSet.Of([new KeyValuePair<string, ReadOnlyMemory<byte>>("set.yaml", Encoding.UTF8.GetBytes(policies))]));
        return store.InForce ?? throw new InvalidOperationException(string.Join('\n', store.Status.Refusal?.Diagnostics ?? []));
    }

    public static DecisionNames Names(string policies) => new(Version(policies));
}
