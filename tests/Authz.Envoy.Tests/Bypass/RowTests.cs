using System.Globalization;
using Authz.Testing;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>Every known way around a proxy's rules is tried somewhere, or is named with the reason why it is not yet.</summary>
public sealed class RowTests
{
    private const int RowsMax = 60;
    private const string Waits = "waits: ";

    public static TheoryData<string, string, string> Held => [.. Rows()
        .Where(row => !row.Held.StartsWith(Waits, StringComparison.Ordinal))
        .SelectMany(row => row.Held.Split(' ').Select(place => (row.Number, row.Attack, place)))];

    [Fact]
    public void Every_row_is_there_once() => Assert.Equal(
        Enumerable.Range(1, RowsMax).Select(number => number.ToString(CultureInfo.InvariantCulture)), Rows().Select(row => row.Number));

    [Fact]
    public void A_row_that_waits_says_for_what() =>
        Assert.All(Rows().Where(row => row.Held.StartsWith(Waits, StringComparison.Ordinal)), row => Assert.True(row.Held.Length > Waits.Length + 10));

    [Theory]
    [MemberData(nameof(Held))]
    public void A_row_is_held_where_it_says(string number, string attack, string place)
    {
        Assert.NotEmpty(attack);
        if (place.EndsWith(".tsv", StringComparison.Ordinal))
        {
            Assert.Contains(File.ReadLines(TestCases.Path(place.Split('/'))), line => line.Split('\t')[0] == number);
            return;
        }

        if (place.EndsWith(".json", StringComparison.Ordinal))
        {
            Assert.True(File.Exists(TestCases.Path(place.Split('/'))), place);
            return;
        }

        // A table of decisions, or the method of a test.
        string[] parts = place.Split(':');
        string sought = parts.Length == 1 ? "cases:" : $" {parts[1]}(";
        Assert.Contains(
            Directory.GetFiles(Repository.PathTo("tests"), parts[0], SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(sought, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Number, string Attack, string Held)> Rows() => File.ReadLines(TestCases.Path("bypass", "rows.tsv"))
        .Skip(1)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t') switch { var cells => (cells[0], cells[1], cells[2]) });
}
