namespace Authz.Store.Journal;

/// <summary>The moments of a durable write at which a process can die; tests let it die at each.</summary>
internal enum DurableStep
{
    /// <summary>Nothing is on the disk yet.</summary>
    Begun = 0,

    /// <summary>Half of the bytes are in the temporary file.</summary>
    HalfWritten = 1,

    /// <summary>All of them, though perhaps not on the disk.</summary>
    Written = 2,

    /// <summary>On the disk, under the temporary name.</summary>
    Flushed = 3,

    /// <summary>Under its name, though the folder may not say so after a loss of power.</summary>
    Renamed = 4,

    /// <summary>Nothing can take it back.</summary>
    Done = 5,
}
