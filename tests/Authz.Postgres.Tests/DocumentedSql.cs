using Authz.Testing;

namespace Authz.Postgres.Tests;

/// <summary>What docs/postgres.md tells an operator to run.</summary>
internal static class DocumentedSql
{
    private const string Fence = "```";

    public static string Of(string name)
    {
        string page = File.ReadAllText(Repository.PathTo("docs", "postgres.md"));
        string start = $"{Fence}sql {name}\n";
        Assert.Contains(start, page, StringComparison.Ordinal);
        string rest = page[(page.IndexOf(start, StringComparison.Ordinal) + start.Length)..];
        return rest[..rest.IndexOf(Fence, StringComparison.Ordinal)];
    }
}
