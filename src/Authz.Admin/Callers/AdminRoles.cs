namespace Authz.Admin.Callers;

/// <summary>What a caller may do. INVARIANT: zero may do nothing.</summary>
[Flags]
public enum AdminRoles
{
    None = 0,

    /// <summary>Reads versions, activations, status and events.</summary>
    Viewer = 1,

    /// <summary>Publishes and activates.</summary>
    Author = 2,

    /// <summary>Approves what others published, and activates.</summary>
    Approver = 4,

    /// <summary>Reads the audit log, beside what a viewer reads.</summary>
    Auditor = 8,

    All = Viewer | Author | Approver | Auditor,
}
