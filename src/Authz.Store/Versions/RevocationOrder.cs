namespace Authz.Store.Versions;

/// <summary>That a building block shall be denied at once, whatever the policies say.</summary>
/// <param name="From">The name of a block, or of a group, as policies write it.</param>
/// <param name="To">The name of a service, or of a block with all its services; <see cref="Revocation.Everything"/>: of everybody.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why, in their words; may be empty.</param>
public sealed record RevocationOrder(string From, string To, string By, string Reason);
