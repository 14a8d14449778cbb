namespace Authz.Workloads.Requests;

/// <summary>What must come back. Zero is the strict one.</summary>
public enum ExpectedVerdict : byte
{
    Refused = 0,
    Allowed = 1,

    /// <summary>Of a flood: an error answer is as good, for the service may say that it has too much to do.</summary>
    RefusedOrError = 2,
}
