using Authz.Policies.Compilation.Passes;

namespace Authz.Policies.Tests.Compilation.Passes;

public sealed class TrieArenaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(2000)]
    public void A_text_leads_to_one_child_of_its_parent_however_many_there_are(int count)
    {
        var trie = new TrieArena();
        for (int again = 0; again < 2; again++)
        {
            trie.Restart();
            int below = trie.Literal(0, "0");
            Dictionary<string, int> ofRoot = Add(trie, 0, count);
            Dictionary<string, int> ofChild = Add(trie, below, count);
            Assert.Equal(below, ofRoot["0"]);
            Assert.Equal(ofRoot, Add(trie, 0, count));
            Assert.Equal(ofChild, Add(trie, below, count));
            Assert.Equal(count * 2, ofRoot.Values.Concat(ofChild.Values).Distinct().Count());
            Assert.Equal(Names(count), TextsOf(trie, trie[0].Literals));
            Assert.Equal(Names(count), TextsOf(trie, trie[below].Literals));
        }
    }

    [Fact]
    public void A_new_trie_has_nothing_of_the_last_one()
    {
        var trie = new TrieArena();
        trie.Restart();
        Add(trie, trie.Any(0), 20);
        trie.AddTerminal(trie.Literal(0, "a"), default);
        trie.Restart();
        Assert.Equal(TrieArena.None, trie[0].Any);
        Assert.Equal(TrieArena.None, trie[0].Literals.First);
        Assert.Equal(0, trie[trie.Literal(0, "a")].Terminals.Count);
    }

    private static Dictionary<string, int> Add(TrieArena trie, int node, int count) =>
        Names(count).ToDictionary(name => name, name => trie.Literal(node, name), StringComparer.Ordinal);

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];

    private static List<string> TextsOf(TrieArena trie, TrieRun run)
    {
        var texts = new List<string>();
        for (int child = run.First; child != TrieArena.None; child = trie[child].Next)
        {
            texts.Add(trie[child].Text);
        }

        return texts;
    }
}
