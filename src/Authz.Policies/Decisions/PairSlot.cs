namespace Authz.Policies.Decisions;

/// <param name="EntryAndOne">Zero: the slot is free.</param>
internal readonly record struct PairSlot(int Class, int Service, int EntryAndOne)
{
    public bool IsUsed => EntryAndOne != 0;
}
