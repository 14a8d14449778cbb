using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Syntax.Foreign;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Syntax.Foreign;

/// <summary>Files that are no policies: the same strictness, with limits of their own.</summary>
public sealed class ForeignFileTests
{
    public static TheoryData<string, string, Func<int, string>, int> Limits => new()
    {
        { "a.yaml", "AZ0004", size => new string('#', size), ForeignLimits.FileBytesMax },
        { "a.json", "AZ0004", size => "{}" + new string(' ', size - 2), ForeignLimits.FileBytesMax },
        { "a.yaml", "AZ0006", size => new string('[', size) + new string(']', size), ForeignLimits.NestingMax },
        { "a.json", "AZ0006", size => new string('[', size) + new string(']', size), ForeignLimits.NestingMax },
        { "a.yaml", "AZ0013", size => "a: " + new string('x', size), ForeignLimits.ValueLengthMax },
        { "a.yaml", "AZ0009", Aliased, ForeignLimits.AliasedNodesMax },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_file_is_read_at_a_limit_and_told_of_beyond_it(string path, string id, Func<int, string> text, int max)
    {
        Assert.Empty(Read(path, text(max)).Diagnostics);
        (ImmutableArray<YamlNode> documents, ImmutableArray<Diagnostic> diagnostics) = Read(path, text(max + 1));
        Assert.Equal([id], diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
        Assert.Empty(documents);
    }

    [Theory]
    [InlineData("a.json", "{\"a\": [1]}", true)]
    [InlineData("a.txt", "{\"a\": [1]}", true)]
    [InlineData("a.yaml", "{a: [1]}", true)]
    [InlineData("a.json", "{a: [1]}", false)]
    public void JSON_is_known_by_its_name_or_its_first_letter_and_YAML_may_begin_alike(string path, string text, bool isRead) =>
        Assert.Equal(isRead, Read(path, text).Documents.Length == 1);

    private static (ImmutableArray<YamlNode> Documents, ImmutableArray<Diagnostic> Diagnostics) Read(string path, string text) =>
        (ForeignFile.Read(path, Encoding.UTF8.GetBytes(text), out ImmutableArray<Diagnostic> diagnostics), diagnostics);

    // A list of 999 values is 1,000 with itself; what is missing are values of their own.
    private static string Aliased(int size)
    {
        var text = new StringBuilder("a: &a [").AppendJoin(", ", Enumerable.Repeat("x", 999)).Append("]\nb: &b x\nc: [")
            .AppendJoin(", ", Enumerable.Repeat("*a", size / 1000));
        return text.Append(string.Concat(Enumerable.Repeat(", *b", size % 1000))).Append(']').ToString();
    }
}
