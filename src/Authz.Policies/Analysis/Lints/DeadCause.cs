namespace Authz.Policies.Analysis.Lints;

/// <summary>Why a comparison never comes to what its rule needs.</summary>
internal enum DeadCause
{
    /// <summary>It reads what a connection does not have.</summary>
    Connection = 0,

    /// <summary>No value is read as the text that it asks for.</summary>
    Text = 1,
}
