namespace Authz.Policies.Decisions.Paths;

internal readonly record struct ByteTableEntry(int Scope, byte[] Key, int Value);
