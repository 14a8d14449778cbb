namespace Authz.Policies.Analysis.Changes;

public enum OperationChangeKind : byte
{
    Added = 0,
    Removed = 1,

    /// <summary>The name is the same, method or path are not: rules that name it speak of other requests than before.</summary>
    Moved = 2,

    /// <summary>Method and path are the same, the name is not: rules speak of it by its new one.</summary>
    Renamed = 3,
}
