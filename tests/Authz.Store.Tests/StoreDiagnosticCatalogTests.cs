using System.Text.RegularExpressions;
using Authz.Testing;

namespace Authz.Store.Tests;

public sealed partial class StoreDiagnosticCatalogTests
{
    [Fact]
    public void Ids_are_in_their_range_and_order_and_stand_for_one_finding_each()
    {
        string[] ids = [.. StoreDiagnosticCatalog.All.Select(entry => entry.Id)];
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches(@"\AAZ07[0-4][0-9]\z", id));
        Assert.Equal(ids.Length, StoreDiagnosticCatalog.All.Select(entry => entry.Title).Distinct().Count());
    }

    [Fact]
    public void A_test_or_case_of_this_project_raises_every_id()
    {
        IEnumerable<string> files = Directory.GetFiles(Repository.PathTo("tests", "Authz.Store.Tests"), "*.cs", SearchOption.AllDirectories)
            .Concat(TestCases.Files("store", "*.json"));
        HashSet<string> named = [.. files.SelectMany(file => Ids().Matches(File.ReadAllText(file))).Select(id => id.Value)];
        Assert.Subset(named, StoreDiagnosticCatalog.All.Select(entry => entry.Id).ToHashSet());
    }

    [GeneratedRegex("AZ[0-9]{4}")]
    private static partial Regex Ids();
}
