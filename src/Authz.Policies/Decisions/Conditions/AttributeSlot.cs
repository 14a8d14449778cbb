using Authz.Policies.Binding.Conditions;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>Where an attribute's values are found.</summary>
/// <param name="Name">Of a header in lower case, of a parameter, an extension or a filter; otherwise nobody reads it.</param>
/// <param name="Number">Of a body and a claim its pointer's node in the trie, of a path parameter its number.</param>
/// <param name="Steps">Of metadata the steps of its pointer; otherwise empty.</param>
internal sealed record AttributeSlot(AttributeKind Kind, byte[] Name, int Number, byte[][] Steps)
{
    public const int NoNumber = -1;

    /// <summary>Of a claim: its issuer's place in <see cref="Binding.BoundPolicySet.Issuers"/>.</summary>
    public int Issuer { get; init; } = NoNumber;

    /// <summary>The claim `scope`, whose text is a list of words (RFC 8693, section 4.2).</summary>
    public bool HasWords { get; init; }
}
