using Authz.Admin.Administration;
using Authz.Cli.Reading;

namespace Authz.Cli.Versions;

/// <summary>
/// The verbs about versions: on a journal of this machine, or at a service. Whoever does it waits: a command does nothing else meanwhile.
/// What is refused is an exception with a message for who asked.
/// </summary>
internal interface IVersionAccess : IDisposable
{
    public VersionList List();

    /// <param name="reference">See <see cref="VersionReference"/>.</param>
    public VersionDetail Show(string reference);

    public string ReadFile(string reference, string path);

    /// <summary>Keeps a folder that compiles, and compares it with what is active.</summary>
    public PublishedVersion Publish(PolicyFolder folder, string message);

    public ApprovedVersion Approve(string reference, string comment);

    public ActivatedVersion Activate(string reference, string reason);

    /// <param name="reference">Null: what was in force before.</param>
    public ActivatedVersion RollBack(string? reference, string reason);

    public ActivatedVersion Unpin(string reason);

    public RevocationOutcome Revoke(string from, string to, string reason, bool unknownToo);

    /// <returns>How many revocations are in effect still.</returns>
    public int Lift(long revocation, string reason);

    /// <summary>Until every replica has it in force, or time is up.</summary>
    public (VersionSummary Version, Replication Replication) Wait(string reference, TimeSpan atMost);

    public VersionStatus ReadStatus();
}
