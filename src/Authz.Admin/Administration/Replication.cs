using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>How far a version has come.</summary>
/// <param name="IsEverywhere">Every replica has it in force.</param>
/// <param name="Missing">Names of those that have not.</param>
public sealed record Replication(bool IsEverywhere, ImmutableArray<ReplicaRecord> Replicas, ImmutableArray<string> Missing);
