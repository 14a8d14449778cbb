using System.Text;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Syntax.Yaml;

public sealed class YamlTextReaderTests
{
    private const string Good = "apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {name: a}\nspec: {owner: o}\n";

    [Theory]
    [InlineData("\0")]
    [InlineData("\u0001")]
    [InlineData("\u001b[2J")]
    [InlineData("\u007f")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\uFEFF")]
    [InlineData("\uFFFE")]
    public void A_character_that_could_end_a_file_or_a_line_unseen_is_refused(string text)
    {
        Diagnostic diagnostic = Assert.Single(PolicySet.Diagnose($"{Good}# {text}\n---\nkind: Hidden\n"));

        Assert.Equal("AZ0002", diagnostic.Id);
        Assert.Equal(new LinePosition(5, 3), diagnostic.Where.Position);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xe2, 0x82 })]
    public void Bytes_that_are_no_utf8_are_refused_at_the_first_of_them(byte[] wrong)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Good + "# é😀"), .. wrong, .. "\n"u8];

        Diagnostic diagnostic = Assert.Single(PolicySet.Bind(PolicySet.Of(("set.yaml", bytes))).Diagnostics);

        Assert.Equal("AZ0001", diagnostic.Id);
        Assert.Equal(new LinePosition(5, 6), diagnostic.Where.Position);
    }
}
