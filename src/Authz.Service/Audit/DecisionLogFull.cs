namespace Authz.Service.Audit;

/// <summary>What becomes of a decision that the log has no room for. INVARIANT: zero lets nothing pass unlogged.</summary>
public enum DecisionLogFull : byte
{
    /// <summary>The answer is an error, and no allow.</summary>
    Refuse = 0,

    /// <summary>The answer goes out; the log tells later how many lines it lacks.</summary>
    Drop = 1,
}
