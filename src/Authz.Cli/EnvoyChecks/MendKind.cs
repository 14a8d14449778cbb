namespace Authz.Cli.EnvoyChecks;

/// <summary>What to do with the YAML of a mend.</summary>
internal enum MendKind : byte
{
    /// <summary>An example: what is right here only the operator knows.</summary>
    Example = 0,

    /// <summary>Put it into the mapping; keys that are there keep what is not named, and lists are replaced.</summary>
    Set = 1,

    /// <summary>Take the value out, with its key.</summary>
    Remove = 2,

    /// <summary>Put it into the list before its last element: filters go before the one that leads on.</summary>
    InsertBeforeLast = 3,

    /// <summary>Put it at the end of the list.</summary>
    Append = 4,

    /// <summary>Put it where the value and its key stand.</summary>
    Replace = 5,
}
