using Authz.Policies.Binding;

namespace Authz.Admin.GovStack;

/// <summary>An application as GovStack's Information Mediator and X-Road name it: the `client` of a building block.</summary>
/// <param name="Application">Empty: the block is a member as a whole.</param>
internal sealed record ClientName(string Instance, string MemberClass, string MemberCode, string Application)
{
    /// <summary>Null: the block has no such name, and is no application to GovStack.</summary>
    public static ClientName? Of(BoundBlock block) => Parse(block.Client);

    public static ClientName? Parse(string? text) => text?.Split('/') switch
    {
        [{ Length: > 0 } instance, { Length: > 0 } memberClass, { Length: > 0 } member] => new ClientName(instance, memberClass, member, ""),
        [{ Length: > 0 } instance, { Length: > 0 } memberClass, { Length: > 0 } member, { Length: > 0 } application] =>
            new ClientName(instance, memberClass, member, application),
        _ => null,
    };
}
