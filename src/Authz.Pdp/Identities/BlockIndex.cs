using System.Collections.Frozen;
using System.Text;

namespace Authz.Pdp.Identities;

/// <summary>From bytes that name a block to its place in the policy set.</summary>
internal sealed class BlockIndex
{
    public const int NoBlock = -1;

    private readonly FrozenDictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> blocks;

    /// <param name="names">Each name once: two blocks with one identity do not bind.</param>
    public BlockIndex(IEnumerable<(string Name, int Block)> names) =>
        blocks = names
            .ToDictionary(pair => Encoding.UTF8.GetBytes(pair.Name), pair => pair.Block, ByteStringComparer.Instance)
            .ToFrozenDictionary(ByteStringComparer.Instance)
            .GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Find(ReadOnlySpan<byte> name) => blocks.TryGetValue(name, out int block) ? block : NoBlock;
}
