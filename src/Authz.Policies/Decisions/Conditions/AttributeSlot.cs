using Authz.Policies.Binding.Conditions;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>Where an attribute's values are found.</summary>
/// <param name="Name">Of a header in lower case, of a parameter, an extension or a filter; otherwise empty.</param>
/// <param name="Number">Of a body its pointer's node in the trie, of a path parameter its number.</param>
/// <param name="Steps">Of metadata the steps of its pointer; otherwise empty.</param>
internal sealed record AttributeSlot(AttributeKind Kind, byte[] Name, int Number, byte[][] Steps)
{
    public const int NoNumber = -1;
}
