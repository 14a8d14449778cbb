namespace Authz.Testing.Naive;

public enum NaiveCallerKind
{
    /// <summary>No credentials.</summary>
    Anonymous,

    /// <summary>Credentials that name no building block.</summary>
    Unknown,

    /// <summary>A building block that proved who it is.</summary>
    Block,
}
