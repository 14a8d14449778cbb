using Authz.Policies.Decisions;

namespace Authz.Policies.Syntax;

/// <summary>Effects as authors write them.</summary>
public static class EffectWords
{
    public static string Of(Effect effect) => effect switch
    {
        Effect.Allow => "allow",
        Effect.Deny => "deny",
    };
}
