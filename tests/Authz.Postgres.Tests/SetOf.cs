using System.Text;
using Authz.Policies;

namespace Authz.Postgres.Tests;

/// <summary>Sets whose content matters to nobody here.</summary>
internal static class SetOf
{
    /// <summary>Two files, of which the second is the same in every set.</summary>
    public static SourceSet Block(string name) => SourceSet.Of(
    [
        KeyValuePair.Create($"blocks/{name}.yaml", Bytes($"kind: BuildingBlock\r\nmetadata: {{name: {name}}}\n")),
        KeyValuePair.Create("shared.json", Bytes("{}")),
    ]);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
