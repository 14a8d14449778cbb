namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

internal enum BlockMisfitReason : byte
{
    /// <summary>It is indented by more than a line that already has its value.</summary>
    TooDeep,

    /// <summary>It is indented by less than a line above, and as none.</summary>
    Between,

    /// <summary>It is indented by less than the document's first line.</summary>
    BelowRoot,

    /// <summary>A key begins in the column of a list's items.</summary>
    KeyAmongItems,

    /// <summary>An item begins in the column of a mapping's keys.</summary>
    ItemAmongKeys,

    /// <summary>A value follows an item that has its own, and is none.</summary>
    NoItem,

    /// <summary>A text stands where a key is expected.</summary>
    NoKey,
}
