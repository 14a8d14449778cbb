using System.Text;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Syntax.Yaml.Plain;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax.Yaml.Plain;

/// <summary>The plain reader and the parser: one tree, or only the parser's.</summary>
public sealed class PlainFileReaderTests
{
    private const int Seed = 20261128;
    private const int Iterations = 12_000;
    private const int EditsMax = 4;

    private static readonly string[] Fragments =
    [
        "\n", " ", "\n  ", "\n    ", "- ", ": ", ":", "\n---\n", "---", "...\n", "# c", " #", "#", "? ", "<<: ", "null", "~", "\n- ", "k: v\n", "\"", "'",
        "\"\"", "''", "[", "]", "[]", "{", "}", "{}", "a: b", "[a, b]", "{a: b}", " : ", ",", "%YAML 1.2\n", "- - ", "::", ":a", "a:b", "\n   x",
        "\n # c\n", "- #", "-\n", "|\n", ">\n", "&a ", "*a", "!!str ", "\\", "\u00a0", "😀", "0x1f", ".5", "true", "@", "`", "%", "\t", "\r\n",
    ];

    private static readonly string[] OwnSeeds =
    [
        "a: b\nc:\n  - d\n  - e: f\n    g: h\n  - {i: j, k: [l, \"m\", n o]}\np: 'q'\n# c\nr: s # t\n---\nu:\n- v\n- w: x\ny: /z/{id}\n",
        "a:\n  b:\n    c: d\n  e: f\ng: h\n",
        "---\na: [b, c]\n",
    ];

    [Theory]
    [InlineData("a: b")]
    [InlineData("a: b\n---\nc: d\n")]
    [InlineData("# c\n---\n  # c\na: b # c\n\n")]
    [InlineData("a:\n- b\n- c\nd: e\n")]
    [InlineData("a:\n  - b: c\n    d:\n      - e\n  -   f: g\n      h: i\n")]
    [InlineData("a: [b, \"c d\", 'e', [f], {g: h}]\ni: {j: k l , m: [n]}\n")]
    [InlineData("a: /b/{c}/*/d-{e}.json\nf: spiffe://g/h#i\nj: $k\nl: 1.5e3\nm: true\n")]
    [InlineData("a: cafe\u0301\u00a0ü # c\nb: \"😀\"\n")]
    public void What_is_plain_is_read_as_the_parser_reads_it(string text)
    {
        YamlFile? plain = PlainFileReader.TryRead(new SourceText("a.yaml", text), ReadingLimits.OfPolicies);

        Assert.NotNull(plain);
        AssertSame(text, plain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# c\n")]
    [InlineData("a:\n")]
    [InlineData("a: b\n  c\n")]
    [InlineData("a: b\na: c\n")]
    [InlineData("<<: {a: b}\n")]
    [InlineData("a: &b c\n")]
    [InlineData("a: *b\n")]
    [InlineData("a: !b c\n")]
    [InlineData("a: |\n  b\n")]
    [InlineData("a: \"b\\nc\"\n")]
    [InlineData("a: 'b''c'\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: [b,\n  c]\n")]
    [InlineData("a: [b, c,]\n")]
    [InlineData("a: []\n")]
    [InlineData("a: {b: }\n")]
    [InlineData("a: [b: c]\n")]
    [InlineData("a: {b, c}\n")]
    [InlineData("a: [b] c\n")]
    [InlineData("a: \"b\"c\n")]
    [InlineData("a:\tb\n")]
    [InlineData("a: b\r\n")]
    [InlineData("a: b\u2028c\n")]
    [InlineData("a: b\0c\n")]
    [InlineData("- a\n")]
    [InlineData("a\n")]
    [InlineData("? a\n: b\n")]
    [InlineData("%YAML 1.2\n---\na: b\n")]
    [InlineData("a: b\n...\n")]
    [InlineData("a: b\n---\n")]
    [InlineData("a: b\n--- c\n")]
    [InlineData("a:\n    b: c\n  d: e\n")]
    [InlineData("a:\n  - b\n c: d\n")]
    [InlineData("a:\n  - - b\n")]
    public void What_is_not_plain_is_left_to_the_parser(string text) =>
        Assert.Null(PlainFileReader.TryRead(new SourceText("a.yaml", text), ReadingLimits.OfPolicies));

    [Fact]
    public void Limits_are_left_to_the_parser_to_report()
    {
        var limits = new ReadingLimits(NestingMax: 3, ValueLengthMax: 8);

        Assert.NotNull(PlainFileReader.TryRead(new SourceText("a.yaml", "a:\n  - b: 12345678\n"), limits));
        Assert.Null(PlainFileReader.TryRead(new SourceText("a.yaml", "a:\n  - b: 123456789\n"), limits));
        Assert.Null(PlainFileReader.TryRead(new SourceText("a.yaml", "a:\n  - b: \"123456789\"\n"), limits));
        Assert.Null(PlainFileReader.TryRead(new SourceText("a.yaml", "a:\n  - b:\n      c: d\n"), limits));
        Assert.Null(PlainFileReader.TryRead(new SourceText("a.yaml", "a:\n  - b: [c]\n"), limits));
        Assert.Null(PlainFileReader.TryRead(new SourceText("a.yaml", "a:\n  - b: {c: d}\n"), limits));
    }

    [Fact]
    public void Documents_are_counted_as_the_parser_counts_them()
    {
        string most = string.Concat(Enumerable.Repeat("---\na: b\n", PolicyLimits.DocumentsPerFileMax));

        Assert.NotNull(PlainFileReader.TryRead(new SourceText("a.yaml", most), ReadingLimits.OfPolicies));
        Assert.Null(PlainFileReader.TryRead(new SourceText("a.yaml", most + "---\na: b\n"), ReadingLimits.OfPolicies));
    }

    [Fact]
    public void Most_policies_of_the_sample_are_plain()
    {
        string[] files = Directory.GetFiles(Repository.PathTo("policies", "access"), "*.yaml");

        int plain = files.Count(file => IsReadAlike(File.ReadAllText(file, Encoding.UTF8)));

        Assert.True(plain * 2 > files.Length, $"{plain} of {files.Length}");
    }

    [Fact]
    public void Torn_files_are_read_alike_or_left_to_the_parser()
    {
        string[] seeds = [.. Seeds()];
        var random = new Random(Seed);
        int plain = 0;
        for (int i = 0; i < Iterations; i++)
        {
            plain += IsReadAlike(Tear(seeds[random.Next(seeds.Length)], random)) ? 1 : 0;
        }

        Assert.True(plain > Iterations / 20, $"only {plain} were plain");
    }

    private static IEnumerable<string> Seeds() =>
        new[] { Repository.PathTo("policies", "access"), Repository.PathTo("policies", "blocks") }
            .SelectMany(folder => Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            .Select(file => File.ReadAllText(file, Encoding.UTF8))
            .Concat(Enumerable.Repeat(OwnSeeds, 5).SelectMany(seeds => seeds));

    private static string Tear(string seed, Random random)
    {
        var text = new StringBuilder(seed);
        int edits = random.Next(1, EditsMax + 1);
        for (int i = 0; i < edits && text.Length > 0; i++)
        {
            int at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, 1);
                    break;
                case 1:
                    text.Length = at;
                    break;
                case 2:
                    MoveLine(text, random);
                    break;
                default:
                    text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    private static void MoveLine(StringBuilder text, Random random)
    {
        List<string> lines = [.. text.ToString().Split('\n')];
        string line = new string(' ', random.Next(5)) + lines[random.Next(lines.Count)].TrimStart(' ');
        int to = random.Next(lines.Count);
        if (random.Next(2) == 0)
        {
            lines[to] = line;
        }
        else
        {
            lines.Insert(to, line);
        }

        text.Clear().AppendJoin('\n', lines);
    }

    /// <summary>False: it was left to the parser.</summary>
    private static bool IsReadAlike(string text)
    {
        YamlFile? plain = PlainFileReader.TryRead(new SourceText("a.yaml", text), ReadingLimits.OfPolicies);
        if (plain is not null)
        {
            AssertSame(text, plain);
        }

        return plain is not null;
    }

    private static void AssertSame(string text, YamlFile plain)
    {
        var diagnostics = new DiagnosticBag();
        YamlFile parsed = YamlFileReader.ReadByParser(new SourceText("a.yaml", text), ReadingLimits.OfPolicies, diagnostics);

        Assert.True(diagnostics.ToSorted().IsEmpty, $"plain, although the parser finds fault with it:\n{text}");
        Assert.True(TreeText.Of(parsed) == TreeText.Of(plain), $"read in two ways:\n{text}\n{TreeText.Of(parsed)}\n{TreeText.Of(plain)}");
    }
}
