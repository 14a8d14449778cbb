namespace Authz.Policies.Decisions.Paths;

/// <summary>Half a line of the cache.</summary>
/// <param name="First">The key's words: <see cref="ByteTableKey"/>.</param>
/// <param name="Start">Of a key that they do not tell whole, its place in the table's text.</param>
/// <param name="LengthAndOne">Zero: the slot is free.</param>
internal readonly record struct ByteTableSlot(ulong First, ulong Last, int Scope, int Start, int LengthAndOne, int Value)
{
    public bool IsUsed => LengthAndOne != 0;
}
