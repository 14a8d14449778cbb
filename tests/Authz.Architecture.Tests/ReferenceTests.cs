using System.Xml.Linq;

namespace Authz.Architecture.Tests;

/// <summary>The picture in ARCHITECTURE.md, held against the project files.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] TokenLibraries = ["Microsoft.IdentityModel", "Microsoft.Extensions.Caching", "NSec."];

    public static TheoryData<string, string[]> Projects => new()
    {
        { "Authz.Policies", [] },
        { "Authz.Protos", [] },
        { "Authz.Grpc", [] },
        { "Authz.Pdp", ["Authz.Policies"] },
        { "Authz.Store", ["Authz.Policies"] },
        { "Authz.Admin", ["Authz.Policies", "Authz.Store"] },
        { "Authz.Postgres", ["Authz.Store"] },
        { "Authz.Cli", ["Authz.Admin", "Authz.Pdp", "Authz.Store"] },
        { "Authz.Service", ["Authz.Admin", "Authz.Grpc", "Authz.Pdp", "Authz.Postgres", "Authz.Protos", "Authz.Store"] },
    };

    public static TheoryData<string, string[]> Packages => new()
    {
        { "Authz.Policies", ["FluentValidation", "Microsoft.OpenApi", "NodaTime", "YamlDotNet"] },
        { "Authz.Protos", ["Google.Protobuf", "Grpc.Tools"] },
        { "Authz.Grpc", [] },
        { "Authz.Pdp", ["Microsoft.Extensions.Caching.Memory", "Microsoft.IdentityModel.JsonWebTokens", "NSec.Cryptography"] },
        { "Authz.Store", [] },
        { "Authz.Admin", ["DiffPlex", "Microsoft.IdentityModel.JsonWebTokens"] },
        { "Authz.Postgres", ["Dapper", "Npgsql"] },
        { "Authz.Cli", ["System.CommandLine"] },
        { "Authz.Service", [] },
    };

    [Fact]
    public void Every_project_is_in_the_picture()
    {
        string[] projects = [.. Repository.Files("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.Equal(projects.Order(), Projects.Select(row => row.Data.Item1).Order());
        Assert.Equal(projects.Order(), Packages.Select(row => row.Data.Item1).Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_is_below_it(string project, string[] allowed) =>
        Assert.Equal(allowed, Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_project_uses_only_its_own_packages(string project, string[] allowed) =>
        Assert.Equal(allowed, Includes(project, "PackageReference").Order());

    [Fact]
    public void One_folder_alone_uses_the_library_for_OpenAPI() => Assert.All(
        Repository.Files("src", "*.cs").Where(file => Repository.Text(file).Contains("using Microsoft.OpenApi", StringComparison.Ordinal)),
        file => Assert.StartsWith("src/Authz.Policies/Syntax/OpenApi/", file));

    [Fact]
    public void One_folder_alone_uses_the_libraries_for_tokens() => Assert.All(
        Repository.Files("src/Authz.Pdp", "*.cs").Where(UsesTokenLibrary),
        file => Assert.StartsWith("src/Authz.Pdp/Identities/Tokens/", file));

    /// <summary>Of the two the plain runtime starts nothing that was built with a reference to ASP.NET, be it by a project far below.</summary>
    [Theory]
    [InlineData("Authz.Service", "service")]
    [InlineData("Authz.Cli", "tools")]
    public void An_image_has_the_framework_that_its_program_starts_with(string project, string stage)
    {
        string image = NeedsWebFramework(project) ? "aspnet" : "runtime";
        Assert.Contains($"FROM mcr.microsoft.com/dotnet/{image}:10.0 AS {stage}\n", Repository.Text("Dockerfile"), StringComparison.Ordinal);
    }

    private static bool NeedsWebFramework(string project)
    {
        string file = Repository.Text($"src/{project}/{project}.csproj");
        return file.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal)
            || file.Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal)
            || Includes(project, "ProjectReference").Any(static path => NeedsWebFramework(Path.GetFileNameWithoutExtension(path)));
    }

    private static bool UsesTokenLibrary(string file) =>
        TokenLibraries.Any(name => Repository.Text(file).Contains(name, StringComparison.Ordinal));

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Parse(Repository.Text($"src/{project}/{project}.csproj"))
            .Descendants(element)
            .Select(reference => reference.Attribute("Include")?.Value ?? "");
}
