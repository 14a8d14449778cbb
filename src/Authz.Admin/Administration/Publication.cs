using System.Collections.Immutable;
using Authz.Policies.Text;
using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>What became of a candidate.</summary>
/// <param name="Version">Null: it has errors, and is not kept.</param>
/// <param name="IsNew">Whether nobody had published just these files before.</param>
public sealed record Publication(VersionRecord? Version, bool IsNew, ImmutableArray<Diagnostic> Diagnostics);
