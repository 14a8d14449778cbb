namespace Authz.Store;

/// <summary>What a look at the folder means. INVARIANT: zero takes nothing.</summary>
public enum SettleVerdict : byte
{
    /// <summary>Something is new, and may still be changing.</summary>
    Wait = 0,

    /// <summary>What was taken last is still there.</summary>
    Unchanged = 1,

    /// <summary>Two looks far enough apart agree: this listing is what the author means.</summary>
    Take = 2,
}
