namespace Authz.Admin.Audit;

/// <summary>One line of the audit log of the admin API.</summary>
/// <param name="Phase">`begin`: it is about to be done; `end`: it was answered.</param>
/// <param name="Request">The same in both lines of a call, and in its answer.</param>
/// <param name="Who">Empty: nobody who is known.</param>
/// <param name="From">The address that the connection came from.</param>
/// <param name="Call">Method and path as they were asked for; the path is cut after so many characters.</param>
/// <param name="Target">What it was about: a version, an activation, a revocation.</param>
/// <param name="Status">Of the answer; zero in a `begin`.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record AuditEntry(
    DateTimeOffset Time,
    string Phase,
    string Request,
    string Who,
    string[] Roles,
    string From,
    string Call,
    string Target,
    int Status,
    string Reason);
