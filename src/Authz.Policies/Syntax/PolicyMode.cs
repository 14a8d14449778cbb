namespace Authz.Policies.Syntax;

public enum PolicyMode : byte
{
    Enforce = 0,

    /// <summary>Evaluated and logged, never decisive.</summary>
    Shadow = 1,
}
