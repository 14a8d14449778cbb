using System.Text;
using Authz.Policies;

namespace Authz.Admin.Tests;

/// <summary>Sets of policies written in a test.</summary>
internal static class PolicyFiles
{
    public const string Broken = "apiVersion: authz/v1\nkind: BuildingBlok\nmetadata: {name: a}\nspec: {}\n";

    public static SourceSet Set(params (string Path, string Text)[] files) => SourceSet.Of(
        files.Select(static file => KeyValuePair.Create<string, ReadOnlyMemory<byte>>(file.Path, Encoding.UTF8.GetBytes(file.Text))));

    /// <summary>A set that compiles, with one block of that name.</summary>
    public static SourceSet Block(string name) => Set(($"{name}.yaml", BlockText(name)));

    public static string BlockText(string name) =>
        $"apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {{name: {name}}}\nspec:\n  owner: ministry\n"
        + $"  identities:\n    - spiffe: spiffe://sandbox.gov/bb/{name}\n";

    /// <summary>Two blocks; the rule lets the first read the second's records.</summary>
    public static SourceSet Access(string effect) => Set(
        ("blocks.yaml", BlockText("portal") + "---\n" + BlockText("registry") + """
              services:
                - name: data
                  basePath: /data
                  operations: [{id: getRecord, method: GET, path: "/records/{id}"}]

            """),
        ("access.yaml", $$"""
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: p}
            spec:
              legalBasis: Act 1
              subjects: [{buildingBlock: portal}]
              resources: [{buildingBlock: registry, service: data}]
              rules: [{name: read, effect: {{effect}}, operations: [getRecord]}]

            """));

    /// <summary>Two applications with GovStack's names and a registry whose records the portal may read; the hospital may do nothing.</summary>
    public static SourceSet Country() => Set(
        ("blocks.yaml", string.Join("---\n", ((string[])["portal", "hospital", "registry"]).Select(name =>
            $"apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {{name: {name}}}\nspec:\n  owner: ministry\n  client: SANDBOX/GOV/7001/{name}\n"
            + $"  identities:\n    - spiffe: spiffe://sandbox.gov/bb/{name}\n")) + """
              services:
                - name: data
                  basePath: /data
                  operations:
                    - {id: getRecord, method: GET, path: "/records/{id}"}
                    - {id: putRecord, method: PUT, path: "/records/{id}"}

            """),
        ("access.yaml", """
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: p}
            spec:
              legalBasis: Act 1
              subjects: [{buildingBlock: portal}]
              resources: [{buildingBlock: registry, service: data}]
              rules: [{name: read, effect: allow, operations: [getRecord]}]

            """));
}
