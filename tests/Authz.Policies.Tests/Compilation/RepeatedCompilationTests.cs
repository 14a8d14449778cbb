using System.Text;
using Authz.Policies.Compilation;

namespace Authz.Policies.Tests.Compilation;

public sealed class RepeatedCompilationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_was_read_before_a_set_compiles_as_if_it_were_the_first(int seed)
    {
        var options = new CompilationOptions();
        var repeated = new RepeatedCompilation(options);
        var set = new ChangingSet(seed);
        int succeeded = 0;
        int recalled = 0;
        for (int i = 0; i < 60; i++)
        {
            SourceSet sources = set.Next();
            recalled += repeated.RememberedFiles;
            CompilationResult warm = repeated.Run(sources);
            CompilationResult cold = PolicyCompilation.Run(sources, options);
            Assert.Equal(Lines(cold), Lines(warm));
            Assert.Equal(ObjectText.Of(cold.Tree), ObjectText.Of(warm.Tree));
            Assert.Equal(ObjectText.Of(cold.Policies), ObjectText.Of(warm.Policies));
            succeeded += warm.Succeeded ? 1 : 0;
        }

        Assert.InRange(succeeded, 20, 55);
        Assert.InRange(recalled, 60, int.MaxValue);
    }

    [Fact]
    public void A_file_is_remembered_by_its_bytes_and_its_path()
    {
        byte[] text = Encoding.UTF8.GetBytes(Block);
        var repeated = new RepeatedCompilation(new CompilationOptions());
        CompilationResult first = repeated.Run(PolicySet.Of(("a.yaml", text)));
        Assert.Equal(1, repeated.RememberedFiles);
        Assert.Equal("births", first.Policies?.Blocks.Single().Name);
        CompilationResult changed = repeated.Run(PolicySet.Of(("a.yaml", Encoding.UTF8.GetBytes(Block.Replace("births", "deaths", StringComparison.Ordinal)))));
        Assert.Equal("deaths", changed.Policies?.Blocks.Single().Name);
        CompilationResult both = repeated.Run(PolicySet.Of(("a.yaml", text), ("b.yaml", text)));
        Assert.Equal(["a.yaml:3:18", "b.yaml:3:18"], both.Diagnostics.SelectMany(d => new[] { d.Related.ToString()!, d.Where.ToString() }));
    }

    [Fact]
    public void A_set_that_is_refused_leaves_what_the_last_whole_one_said()
    {
        var repeated = new RepeatedCompilation(new CompilationOptions());
        repeated.Run(PolicySet.Of(("a.yaml", Encoding.UTF8.GetBytes(Block))));
        Assert.False(repeated.Run(PolicySet.Of(("b.yaml", "kind: ["u8.ToArray()), ("c.yaml", Encoding.UTF8.GetBytes(Block)))).Succeeded);
        Assert.Equal(1, repeated.RememberedFiles);
    }

    [Fact]
    public void Files_that_are_gone_are_forgotten()
    {
        var repeated = new RepeatedCompilation(new CompilationOptions());
        repeated.Run(PolicySet.Of(("a.yaml", Encoding.UTF8.GetBytes(Block)), ("b.yaml", "# nothing\n"u8.ToArray())));
        repeated.Run(PolicySet.Of(("c.yaml", Encoding.UTF8.GetBytes(Block))));
        Assert.Equal(1, repeated.RememberedFiles);
    }

    [Fact]
    public void A_file_with_a_finding_is_read_again()
    {
        var repeated = new RepeatedCompilation(new CompilationOptions());
        SourceSet sources = PolicySet.Of(
            ("a.yaml", Encoding.UTF8.GetBytes(Block)), ("b.yaml", Encoding.UTF8.GetBytes(Block.Replace("births", "x", StringComparison.Ordinal) + "\r\n")));
        Assert.True(repeated.Run(sources).Succeeded);
        Assert.Equal(1, repeated.RememberedFiles);
    }

    [Fact]
    public void Whoever_compiles_may_rest_at_each_document_policy_and_pass()
    {
        string another = Policy.Replace("metadata: {name: ", "metadata: {name: another-", StringComparison.Ordinal);
        var pace = new CountingPace();
        var repeated = new RepeatedCompilation(new CompilationOptions(), pace);
        int one = RestsOf(BlockWithService + Policy);
        int again = RestsOf(BlockWithService + Policy);
        int two = RestsOf(BlockWithService + Policy + another);

        // Two documents are read, one policy is bound and numbered, and it speaks of one pair; then there are the passes.
        Assert.InRange(one, 2 + 1 + 1 + 1 + 1, int.MaxValue);
        Assert.Equal(one - 2, again);

        // One more policy, of the same pair, is one more document that is read, bound and numbered, and whose callers are told apart.
        Assert.Equal(one + 4, two);

        int RestsOf(string text)
        {
            int before = pace.Rests;
            Assert.Empty(Lines(repeated.Run(PolicySet.Of(("a.yaml", Encoding.UTF8.GetBytes(text))))));
            return pace.Rests - before;
        }
    }

    private const string BlockWithService = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: births}
        spec: {owner: ministry, services: [{name: s, basePath: /s}]}

        """;

    private const string Policy = """
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Act §1
          subjects: [{buildingBlock: births}]
          resources: [{buildingBlock: births, service: s}]
          rules: [{name: all, effect: allow, methods: [GET], paths: [/x]}]

        """;

    private const string Block = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: births}
        spec: {owner: ministry}

        """;

    private static string[] Lines(CompilationResult result) => [.. result.Diagnostics.Select(diagnostic => $"{diagnostic} {diagnostic.Related}")];
}
