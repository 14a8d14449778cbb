using System.Text.RegularExpressions;

namespace Authz.Architecture.Tests;

/// <summary>
/// A threat model is worth what its proofs are: each row names a test or a case, and what is named must be there.
/// </summary>
public sealed partial class ThreatModelTests
{
    private const string Model = "THREAT_MODEL.md";

    /// <summary>Heads the last column of a table whose rows are threats.</summary>
    private const string Proof = "held by";

    /// <summary>Heads the last column of the table that says which test runs which cases.</summary>
    private const string RunBy = "run by";

    // Files of tests by the name of their class; several projects may have one of the same name.
    private static readonly ILookup<string, string> classes =
        Repository.Files("tests", "*.cs").ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    public static TheoryData<string> Tests => [.. TestNames().Matches(Repository.Text(Model)).Select(match => match.Value).Distinct()];

    public static TheoryData<string> Cases => [.. CaseNames().Matches(Repository.Text(Model)).Select(match => match.Value).Distinct()];

    [Theory]
    [MemberData(nameof(Tests))]
    public void A_test_that_the_threat_model_names_is_there(string name)
    {
        string[] parts = name.Trim('`').Split('.');
        var method = new Regex(
            $@"\[(Fact|Theory)\b[^\n]*\n(\s*(\[|//)[^\n]*\n)*\s*public [^\n]*\b{parts[1]}\(", RegexOptions.None, TimeSpan.FromSeconds(10));
        Assert.True(
            classes[parts[0]].Any(file => method.IsMatch(Repository.Text(file))), $"{Model} names the test {name}, which is not there");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_that_the_threat_model_names_is_there_and_is_run(string name)
    {
        string[] parts = name.Trim('`').Split(": ", 2);
        Assert.True(Path.Exists(Path.Combine(Repository.Root, parts[0])), $"{Model} names {parts[0]}, which is not there");
        Assert.True(
            Tables(RunBy).Any(row => parts[0].StartsWith(row[0].Trim('`'), StringComparison.Ordinal)),
            $"{Model} does not say which test runs {parts[0]}");
        if (parts.Length == 2)
        {
            Assert.True(HasRow(parts[0], parts[1]), $"{parts[0]} has no case `{parts[1]}`, which {Model} names");
        }
    }

    [Fact]
    public void Every_threat_has_an_answer_a_test_and_a_number_of_its_own()
    {
        List<string[]> threats = [.. Tables(Proof)];
        Assert.NotEmpty(threats);
        Assert.Empty(Tables(RunBy).Concat(threats).Where(row => !IsProof(row[^1])).Select(row => row[0]));
        Assert.Empty(threats.Where(row => row.Length != 4 || row.Any(cell => cell.Length == 0)).Select(row => row[0]));
        Assert.Empty(threats.GroupBy(row => row[0]).Where(rows => rows.Count() > 1).Select(rows => rows.Key));
    }

    private static bool IsProof(string cell) => TestNames().IsMatch(cell) || CaseNames().IsMatch(cell);

    /// <summary>A row of a table is named by its first cell, any other case by its text.</summary>
    private static bool HasRow(string file, string row) => file.EndsWith(".tsv", StringComparison.Ordinal)
        ? Repository.Text(file).Split('\n').Any(line => line.StartsWith($"{row}\t", StringComparison.Ordinal))
        : Repository.Text(file).Contains(row, StringComparison.Ordinal);

    /// <summary>The rows of each table whose last column is headed so.</summary>
    private static IEnumerable<string[]> Tables(string lastHead)
    {
        bool isWithin = false;
        foreach (string line in Repository.Text(Model).Split('\n'))
        {
            string[] cells = [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            bool isRow = line.StartsWith('|');
            if (isRow && isWithin && !line.StartsWith("|--", StringComparison.Ordinal))
            {
                yield return cells;
            }

            isWithin = isRow && (isWithin || cells[^1] == lastHead);
        }
    }

    [GeneratedRegex(@"`[A-Z][A-Za-z0-9]*\.[A-Z]\w*_\w+`")]
    private static partial Regex TestNames();

    [GeneratedRegex(@"`tests/cases/[^`\s:]+(: [^`]+)?`")]
    private static partial Regex CaseNames();
}
