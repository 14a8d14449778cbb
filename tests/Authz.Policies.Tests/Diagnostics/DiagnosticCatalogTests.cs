using System.Reflection;
using System.Text.RegularExpressions;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Diagnostics;

public sealed class DiagnosticCatalogTests
{
    /// <summary>From here on all are advice.</summary>
    private const string FirstLint = "AZ0910";

    /// <summary>A set that is too large once it is compiled would take a gigabyte: CompiledSizeTests asks for less.</summary>
    private const string RaisedBySmallerLimit = "AZ0407";

    [Fact]
    public void Every_id_is_raised_by_a_case_and_no_case_raises_another()
    {
        IEnumerable<string> raised = DiagnosticCase.Names().SelectMany(DiagnosticCase.ExpectedIds)
            .Concat(LimitCases.All.Select(limit => limit.Id))
            .Append(RaisedBySmallerLimit)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(DiagnosticCatalog.All.Select(entry => entry.Id), raised);
    }

    [Fact]
    public void Every_descriptor_is_in_the_list_once_with_an_id_of_its_own()
    {
        int declared = typeof(DiagnosticCatalog)
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Count(field => field.FieldType == typeof(DiagnosticDescriptor));

        Assert.Equal(declared, DiagnosticCatalog.All.Select(entry => entry.Id).Distinct().Count());
        Assert.All(DiagnosticCatalog.All, entry => Assert.Matches(new Regex(@"\AAZ[0-9]{4}\z"), entry.Id));
        Assert.Equal(declared, DiagnosticCatalog.All.Select(entry => entry.Title).Distinct().Count());
    }

    [Fact]
    public void Advice_warns_and_everything_else_but_a_few_notes_is_an_error()
    {
        IEnumerable<string> warnings = DiagnosticCatalog.All
            .Where(entry => entry.Severity == DiagnosticSeverity.Warning)
            .Select(entry => entry.Id);

        Assert.Equal(
            ["AZ0014", "AZ0016", "AZ0283", "AZ0289", "AZ0295", "AZ0901", "AZ0902", "AZ0903", "AZ0904", "AZ0905", "AZ0906"],
            warnings.Where(id => string.CompareOrdinal(id, FirstLint) < 0));
        Assert.All(
            DiagnosticCatalog.All.Where(entry => string.CompareOrdinal(entry.Id, FirstLint) >= 0),
            lint => Assert.Equal(DiagnosticSeverity.Warning, lint.Severity));
    }
}
