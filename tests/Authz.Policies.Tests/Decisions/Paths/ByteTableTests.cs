using System.Text;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Tests.Decisions.Paths;

public sealed class ByteTableTests
{
    [Fact]
    public void Every_key_is_found_in_its_own_scope_and_nothing_else_is()
    {
        var entries = new List<ByteTableEntry>();
        for (int i = 0; i < 5_000; i++)
        {
            entries.Add(new ByteTableEntry(i % 7, Encoding.UTF8.GetBytes($"key-{new string('x', i % 20)}-{i}"), i));
        }

        ByteTable table = ByteTable.Create(entries);
        foreach (ByteTableEntry entry in entries)
        {
            Assert.Equal(entry.Value, table.Find(entry.Scope, entry.Key));
            Assert.Equal(-1, table.Find(entry.Scope + 1, entry.Key));
            Assert.Equal(-1, table.Find(entry.Scope, [.. entry.Key, 0]));
        }
    }

    [Fact]
    public void An_empty_table_finds_nothing() => Assert.Equal(-1, ByteTable.Create([]).Find(0, "a"u8));

    [Fact]
    public void An_empty_key_is_a_key() => Assert.Equal(3, ByteTable.Create([new ByteTableEntry(1, [], 3)]).Find(1, []));

    /// <summary>Short keys are compared by words that overlap: no two of them may look alike.</summary>
    [Fact]
    public void Keys_that_differ_in_one_byte_or_by_their_length_are_different_keys()
    {
        var keys = new List<byte[]>();
        for (int length = 0; length <= 40; length++)
        {
            byte[] key = [.. Enumerable.Range(0, length).Select(i => (byte)('a' + (i % 3)))];
            keys.Add(key);
            for (int i = 0; i < length; i++)
            {
                byte[] changed = [.. key];
                changed[i] ^= 0x80;
                keys.Add(changed);
            }

            keys.Add(new byte[length + 41]);
        }

        ByteTable table = ByteTable.Create([.. keys.Select((key, number) => new ByteTableEntry(5, key, number)).Where(entry => entry.Value % 2 == 0)]);
        for (int i = 0; i < keys.Count; i++)
        {
            Assert.Equal(i % 2 == 0 ? i : -1, table.Find(5, keys[i]));
            Assert.Equal(-1, table.Find(6, keys[i]));
        }
    }
}
