using System.Text;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Syntax.Yaml;

/// <summary>Where a finding is said to be, whatever stands before it in the file.</summary>
public sealed class YamlPlaceTests
{
    private const string Head = "apiVersion: authz/v1\nkind: Group\nmetadata: {name: g}\nspec: {members: [a]}\n";

    [Theory]
    [InlineData("", "5:1")]
    [InlineData("# é 😀 \t x\n", "6:1")]
    [InlineData("---\n", "6:1")]
    public void A_place_counts_lines_and_characters(string before, string expected) =>
        Assert.Equal(expected, PlaceOf(before + Head + "extra: 1\n"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Other_line_ends_are_line_ends(string lineEnd) =>
        Assert.Equal("5:1", PlaceOf((Head + "extra: 1\n").Replace("\n", lineEnd, StringComparison.Ordinal)));

    [Fact]
    public void A_column_counts_from_one_in_utf16_units_as_editors_do() =>
        Assert.Equal("3:39", PlaceOf(Head.Replace("{name: g}", "{name: g, labels: {e: é😀}, extra: 1}", StringComparison.Ordinal)));

    [Fact]
    public void A_byte_order_mark_is_no_character()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Head + "extra: 1\n")];

        Diagnostic diagnostic = Unknown(PolicySet.Bind(PolicySet.Of(("set.yaml", bytes))).Diagnostics);

        Assert.Equal("set.yaml:5:1", diagnostic.Where.ToString());
    }

    [Fact]
    public void A_mapping_of_one_pair_within_a_list_has_the_place_of_its_key()
    {
        string yaml = Head.Replace("[a]", "[a, b: c]", StringComparison.Ordinal);

        Diagnostic diagnostic = PolicySet.Diagnose(yaml).First(found => found.Id == "AZ0104");

        Assert.Equal("set.yaml:4:21", diagnostic.Where.ToString());
    }

    private static string PlaceOf(string yaml)
    {
        LinePosition position = Unknown(PolicySet.Diagnose(yaml)).Where.Position;
        return $"{position.Line}:{position.Column}";
    }

    private static Diagnostic Unknown(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Single(diagnostic => diagnostic.Id == "AZ0101");
}
