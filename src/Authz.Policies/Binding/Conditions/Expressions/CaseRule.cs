namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>Whether letters are told apart by their case.</summary>
internal enum CaseRule : byte
{
    Exact = 0,

    /// <summary>ASCII letters are not; so are names of hosts compared.</summary>
    IgnoresAscii = 1,

    /// <summary>`(?i)`: no letters are.</summary>
    IgnoresAll = 2,
}
