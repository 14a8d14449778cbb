using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Compilation;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Tests.Decisions.Paths;

public sealed class PathForestTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(ForestEdge.FewLiterals)]
    [InlineData(ForestEdge.FewLiterals + 1)]
    [InlineData(100)]
    public void Every_literal_child_is_found_at_its_own_node_and_nothing_else_is(int count)
    {
        // Of lengths on both sides of what words tell whole, alike in their first and last bytes.
        string[] literals = [.. Enumerable.Range(0, count).Select(i => $"same-head-{new string('x', i % 3 * 9)}{i:000}{new string('y', i % 3 * 8)}")];
        var builder = new PathForestBuilder();
        int first = builder.Add([.. literals.Select((text, i) => (ImmutableArray.Create(text, "below"), Terminal(i)))]);
        int second = builder.Add([.. literals.Select((text, i) => (ImmutableArray.Create($"{text}2"), Terminal(count + i)))]);
        PathForest forest = builder.Build(CompilationPace.Unbroken);
        for (int i = 0; i < count; i++)
        {
            int child = Find(forest, first, literals[i]);
            Assert.Equal(i, TargetAt(forest, Find(forest, child, "below")));
            Assert.Equal(count + i, TargetAt(forest, Find(forest, second, $"{literals[i]}2")));
            Assert.Equal(PathForest.NoNode, Find(forest, second, literals[i]));
            Assert.Equal(PathForest.NoNode, Find(forest, first, $"{literals[i]}2"));
            Assert.Equal(PathForest.NoNode, Find(forest, first, literals[i].Replace("-head-", "-heap-", StringComparison.Ordinal)));
            Assert.Equal(PathForest.NoNode, Find(forest, child, ""));
        }
    }

    [Fact]
    public void Of_certain_rules_that_end_at_one_place_only_those_that_can_be_named_are_kept()
    {
        ForestTerminal[] terminals =
        [
            new(0b0001, 4, ForestTerminal.Certain), // out of order: the next one is named before it
            new(0b0011, 2, ForestTerminal.Certain),
            new(0b0010, 3, ForestTerminal.Certain), // never named
            new(0b0011, 5), // has something to be looked at
            new(0b0111, 6, ForestTerminal.Certain),
            new(0b0101, 7, ForestTerminal.Certain), // never named: 2 and 6 have its methods
            new(0b1000, 8, ForestTerminal.Certain),
        ];
        var builder = new PathForestBuilder();
        int root = builder.Add([.. terminals.Select(terminal => (ImmutableArray<string>.Empty, terminal))]);
        PathForest forest = builder.Build(CompilationPace.Unbroken);
        int[] kept = [.. forest.Terminals(root, in forest.Node(root)).ToArray().Select(terminal => terminal.Target)];
        Assert.Equal([4, 2, 5, 6, 8], kept);
    }

    [Theory]
    [InlineData("records", "below")]
    [InlineData("a-segment-that-no-word-tells-whole", "below")]
    [InlineData("a-segment-that-no-word-tells-whole", "another-segment-that-no-word-tells-whole")]
    public void Tries_that_say_the_same_are_one_and_others_have_in_common_what_they_can(string first, string second)
    {
        var builder = new PathForestBuilder();
        int one = builder.Add([(ImmutableArray.Create(first, second), Terminal(1))]);
        int same = builder.Add([(ImmutableArray.Create(first, second), Terminal(1))]);
        int otherTarget = builder.Add([(ImmutableArray.Create(first, second), Terminal(2))]);
        int otherStart = builder.Add([(ImmutableArray.Create("b" + first[1..], second), Terminal(1))]);
        PathForest forest = builder.Build(CompilationPace.Unbroken);
        Assert.Equal(one, same);
        Assert.NotEqual(one, otherTarget);
        Assert.Equal(1, TargetAt(forest, Find(forest, Find(forest, one, first), second)));
        Assert.Equal(2, TargetAt(forest, Find(forest, Find(forest, otherTarget, first), second)));
        Assert.Equal(1, TargetAt(forest, Find(forest, Find(forest, otherStart, "b" + first[1..]), second)));
        Assert.Equal(PathForest.NoNode, Find(forest, otherStart, first));
        Assert.Equal(Find(forest, Find(forest, one, first), second), Find(forest, Find(forest, otherStart, "b" + first[1..]), second));
    }

    [Fact]
    public void Crowded_nodes_that_say_the_same_are_each_their_own()
    {
        (ImmutableArray<string>, ForestTerminal)[] routes =
            [.. Enumerable.Range(0, ForestEdge.FewLiterals + 1).Select(i => (ImmutableArray.Create($"l{i}"), Terminal(i)))];
        var builder = new PathForestBuilder();
        int[] roots = [builder.Add(routes), builder.Add(routes)];
        PathForest forest = builder.Build(CompilationPace.Unbroken);
        Assert.NotEqual(roots[0], roots[1]);
        for (int i = 0; i < routes.Length; i++)
        {
            Assert.All(roots, root => Assert.Equal(i, TargetAt(forest, Find(forest, root, $"l{i}"))));
        }
    }

    private static ForestTerminal Terminal(int target) => new(1, target);

    private static int Find(PathForest forest, int node, string segment) =>
        forest.LiteralChild(node, in forest.Node(node), Encoding.UTF8.GetBytes(segment));

    private static int TargetAt(PathForest forest, int node) => Assert.Single(forest.Terminals(node, in forest.Node(node)).ToArray()).Target;
}
