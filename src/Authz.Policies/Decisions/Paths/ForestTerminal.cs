namespace Authz.Policies.Decisions.Paths;

/// <summary>What a path leads to, for some methods: a rule, an operation or a service by its index.</summary>
/// <param name="Captures">Where the pattern has the parameters that the rule's conditions ask for, or -1.</param>
internal readonly record struct ForestTerminal(ulong Methods, int Target, int Captures = -1);
