using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>What is in force now.</summary>
/// <param name="Number">Null: its record is lost.</param>
internal sealed record ActivatedVersion(Activation Activation, long? Number);
