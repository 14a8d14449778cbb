namespace Authz.Policies.Decisions.Paths;

internal readonly record struct ByteTableSlot(uint Hash, int Scope, int Start, int Length, int Value, bool IsUsed);
