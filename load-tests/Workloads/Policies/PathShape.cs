namespace Authz.Workloads.Policies;

/// <summary>The kinds of patterns that people write, below a first segment that is a word.</summary>
public enum PathShape
{
    /// <summary>`/word/{id}`</summary>
    Item,

    /// <summary>`/word`</summary>
    Collection,

    /// <summary>`/word/{id}/notes`</summary>
    SubItems,

    /// <summary>`/word/**`</summary>
    Tree,

    /// <summary>`/word/{name}.{format}`</summary>
    File,

    /// <summary>`/word/2026-*`</summary>
    Prefix,

    /// <summary>`/word/{id}/actions/confirm`</summary>
    Action,
}
