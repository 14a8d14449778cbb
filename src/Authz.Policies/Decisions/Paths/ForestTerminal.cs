namespace Authz.Policies.Decisions.Paths;

/// <summary>What a path leads to, for some methods: a rule, an operation or a service by its index.</summary>
internal readonly record struct ForestTerminal(ulong Methods, int Target);
