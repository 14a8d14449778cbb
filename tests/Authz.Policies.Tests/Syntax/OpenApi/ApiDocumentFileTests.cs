using System.Text;
using Authz.Policies.Syntax.OpenApi;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax.OpenApi;

/// <summary>Right documents: tests/cases/openapi.</summary>
public sealed class ApiDocumentFileTests
{
    private const string Directory = "openapi";

    public static TheoryData<string> Names { get; } =
        [.. TestCases.Files(Directory, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_right_document_has_the_operations_that_are_written_beside_it(string name)
    {
        var diagnostics = new DiagnosticBag();
        ApiDocumentSyntax? document =
            ApiDocumentFile.Read(name, File.ReadAllBytes(TestCases.Path(Directory, name)), diagnostics);

        Assert.Empty(diagnostics.ToSorted());
        Assert.Equal(File.ReadAllText(TestCases.Path(Directory, $"{name}.txt")), TextOf(document));
    }

    [Fact]
    public void Each_document_has_its_text_beside_it() => Assert.Equal(
        TestCases.Files(Directory, "*.yaml").Concat(TestCases.Files(Directory, "*.json"))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
        Names.Select(row => row.Data).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("a.yaml", "kind: Group\n", "AZ0282")]
    [InlineData("a.yaml", "- openapi\n", "AZ0282")]
    [InlineData("a.yaml", "# nothing\n", "AZ0282")]
    [InlineData("a.json", "[]", "AZ0282")]
    [InlineData("a.json", "\"openapi\"", "AZ0282")]
    [InlineData("a.json", "", "AZ0286")]
    [InlineData("a.json", "{} {}", "AZ0286")]
    [InlineData("a.json", "{\"openapi\": \"3.0.0\"", "AZ0286")]
    [InlineData("a.json", "{\"openapi\": \"\\ud800\"}", "AZ0286")]
    [InlineData("a.json", "// x\n{}", "AZ0286")]
    [InlineData("a.json", "{\"openapi\": \"3.0.0\",}", "AZ0286")]
    [InlineData("a.yaml", "openapi: 3.1.0\n---\nopenapi: 3.1.0\n", "AZ0296")]
    [InlineData("a.yaml", "openapi: {", "AZ0003")]
    [InlineData("a.json", "{\"openapi\": \"3.3.0\", \"paths\": {}}", "AZ0285")]
    [InlineData("a.json", "{\"openapi\": \"3.1.0-rc1\", \"paths\": {}}", "AZ0285")]
    [InlineData("a.json", "{\"openapi\": null, \"paths\": {}}", "AZ0285")]
    [InlineData("a.json", "{\"openapi\": \"3.1.0\", \"swagger\": \"2.0\", \"swagger\": 1}", "AZ0007")]
    public void What_is_no_document_is_reported_once(string path, string text, string id)
    {
        var diagnostics = new DiagnosticBag();
        ApiDocumentSyntax? document = ApiDocumentFile.Read(path, Encoding.UTF8.GetBytes(text), diagnostics);

        Assert.Equal([id], diagnostics.ToSorted().Select(diagnostic => diagnostic.Id));
        Assert.True(document is null or { HasErrors: true, Operations.IsEmpty: true });
    }

    [Theory]
    [InlineData("https://x.gov", "")]
    [InlineData("https://x.gov/", "")]
    [InlineData("https://{region}.x.gov:443/v1/", "/v1")]
    [InlineData("/v1", "/v1")]
    [InlineData("v1", "")]
    [InlineData("", "")]
    public void A_servers_path_is_what_follows_its_host(string url, string path) =>
        Assert.Equal(path, ApiServers.PathOf(url));

    private static string TextOf(ApiDocumentSyntax? document) => string.Concat(
        (document?.Operations ?? []).Select(operation =>
            $"{operation.Id.Value} {operation.Method.Value} {operation.Path.Value} at {operation.Id.Span}\n")
        .Concat((document?.ServerUrls ?? []).Select(url => $"server {url.Value} at {url.Span}\n")));
}
