using Authz.Testing;

namespace Authz.Cli.Tests;

/// <summary>Folders of policies that the tests run the command on.</summary>
internal static class Samples
{
    /// <summary>The sample that ships with the product.</summary>
    public static string Bundled { get; } = Path.GetFullPath(TestCases.Path("..", "..", "policies"));

    public static string Of(string name) => TestCases.Path("cli", "policies", name);
}
