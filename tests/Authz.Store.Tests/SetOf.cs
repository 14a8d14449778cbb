using System.Text;
using Authz.Policies;

namespace Authz.Store.Tests;

/// <summary>Sets written in a test.</summary>
internal static class SetOf
{
    public static SourceSet Files(params (string Path, string Text)[] files) =>
        SourceSet.Of(files.Select(static file => KeyValuePair.Create(file.Path, Bytes(file.Text))));

    public static SourceSet Files(IEnumerable<KeyValuePair<string, string>> files) =>
        SourceSet.Of(files.Select(static file => KeyValuePair.Create(file.Key, Bytes(file.Value))));

    /// <summary>A set that compiles, with one block of that name.</summary>
    public static SourceSet Block(string name) => Files(($"{name}.yaml", BlockText(name)));

    public static string BlockText(string name) => $$"""
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: {{name}}}
        spec:
          owner: ministry-of-interior
          identities:
            - spiffe: spiffe://sandbox.gov/bb/{{name}}

        """;

    /// <summary>A block with an operation at that path, from an OpenAPI document, which it may call itself.</summary>
    public static SourceSet Operations(string path) => Files(
        ("a.yaml", BlockText("a") + """
              services: [{name: s, basePath: /s, openapi: api.json}]
            ---
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: p}
            spec:
              legalBasis: Act §1
              subjects: [{buildingBlock: a}]
              resources: [{buildingBlock: a, service: s}]
              rules: [{name: read, effect: allow, operations: [getRecord]}]

            """),
        ("api.json", """
            {"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
             "paths": {"PATH": {"get": {"operationId": "getRecord", "responses": {"200": {"description": "ok"}}}}}}
            """.Replace("PATH", path, StringComparison.Ordinal)));

    /// <summary>A set that does not compile.</summary>
    public static SourceSet Broken() => Files(("broken.yaml", BrokenText));

    public const string BrokenText = """
        apiVersion: authz/v1
        kind: BuildingBlok
        metadata: {name: a}
        spec: {}

        """;

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
