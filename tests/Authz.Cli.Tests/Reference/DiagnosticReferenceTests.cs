using System.Text.RegularExpressions;
using Authz.Cli.Reference;
using Authz.Policies.Analysis.Lints;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Cli.Tests.Reference;

/// <summary>docs/diagnostics.md: every id there is, each with an example that raises it and one that does not.</summary>
public sealed partial class DiagnosticReferenceTests
{
    private const string NoExample = "\nNo example: ";
    private const string FirstLint = "AZ0910";

    /// <summary>Only told where it is asked for.</summary>
    private const string OperationNotCalled = "AZ0922";

    private const string EnvoyFamily = "EC";

    public static TheoryData<string> Ids { get; } = [.. DiagnosticReference.Descriptors.Select(entry => entry.Id)];

    public static TheoryData<string> PolicyIds { get; } = [.. Ids.Where(id => !id.Data.StartsWith(EnvoyFamily, StringComparison.Ordinal))];

    public static TheoryData<string> EnvoyIds { get; } = [.. Ids.Where(id => id.Data.StartsWith(EnvoyFamily, StringComparison.Ordinal))];

    [Fact]
    public void The_page_has_a_section_for_every_id_and_no_other_in_their_order() => Assert.Equal(
        DiagnosticReference.Descriptors.Select(entry => $"## {entry.Id}: {entry.Title}"),
        DiagnosticReference.ReadPage().Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));

    [Fact]
    public void The_page_that_is_built_in_is_that_of_the_repository() =>
        Assert.Equal(File.ReadAllText(Repository.PathTo("docs", "diagnostics.md")), DiagnosticReference.ReadPage());

    [Theory]
    [MemberData(nameof(EnvoyIds))]
    public void A_wrong_Envoy_example_raises_its_id_and_the_mended_one_raises_nothing(string id)
    {
        string section = TextOf(id);
        IReadOnlyList<EnvoyExample> examples = EnvoyExample.Of(section);
        if (section.Contains(NoExample, StringComparison.Ordinal))
        {
            Assert.DoesNotContain("```", section);
            return;
        }

        Assert.Equal([true, false], examples.Select(example => example.IsWrong));
        Assert.All(examples, example => Assert.Equal(
            example.IsWrong ? example.Others.Append(id).Order(StringComparer.Ordinal) : example.Others,
            example.Raise()));
    }

    [Theory]
    [MemberData(nameof(PolicyIds))]
    public void A_wrong_example_raises_its_id_and_the_mended_one_raises_nothing(string id)
    {
        string section = TextOf(id);
        IReadOnlyList<DiagnosticExample> examples = DiagnosticExample.Of(section);
        if (section.Contains(NoExample, StringComparison.Ordinal))
        {
            Assert.DoesNotContain("```", section);
            return;
        }

        Assert.Equal([true, false], examples.Select(example => example.IsWrong).Distinct());
        Assert.All(examples, example => Assert.Equal(
            example.IsWrong ? example.Others.Append(id).Order(StringComparer.Ordinal) : example.Others,
            example.Raise(Frame(), OptionsOf(id)).Where(raised => IsLint(id) || !IsLint(raised))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_section_says_whether_it_is_a_warning_or_a_note(string id)
    {
        DiagnosticSection section = DiagnosticReference.Find(id)!;
        string word = section.Markdown[..Math.Max(0, section.Markdown.IndexOf(' '))];
        Assert.Equal(section.Descriptor.Severity == DiagnosticSeverity.Warning, word == "Warning.");
        Assert.Equal(section.Descriptor.Severity == DiagnosticSeverity.Note, word == "Note.");
    }

    [Fact]
    public void The_set_of_the_examples_is_right_and_free_of_advice()
    {
        var example = new DiagnosticExample(IsWrong: false, [], "legalBasis: Health Data Act §12\n");
        Assert.Empty(example.Raise(Frame(), new LintOptions(CliRun.Now) { TellsOperations = true }));
    }

    // An example of another section is about its mistake alone: the set around it may well deserve advice.
    private static bool IsLint(string id) => string.CompareOrdinal(id, FirstLint) >= 0;

    private static LintOptions OptionsOf(string id) => new(CliRun.Now) { TellsOperations = id == OperationNotCalled };

    private static string TextOf(string id) => DiagnosticReference.Find(id)!.Markdown;

    // The first code of the page, before the sections.
    private static string Frame() => FirstCode().Match(DiagnosticReference.ReadPage()).Groups[1].Value;

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FirstCode();
}
