namespace Authz.Policies.Analysis.Lints;

/// <summary>Why a comparison never comes to what its rule needs.</summary>
internal enum DeadCause
{
    /// <summary>It reads a claim, and tokens are not verified.</summary>
    Claim = 0,

    /// <summary>It reads what a connection does not have.</summary>
    Connection = 1,

    /// <summary>No value is read as the text that it asks for.</summary>
    Text = 2,
}
