using System.Collections.Immutable;
using Authz.Admin.Callers;
using Authz.Admin.GovStack;
using Authz.Admin.Http;

namespace Authz.Admin.Calls;

/// <summary>Every call of the API: who may make which is said here and nowhere else.</summary>
internal static class CallTable
{
    /// <summary>Whoever has any role at all.</summary>
    public const AdminRoles Readers = AdminRoles.All;

    /// <summary>Those who bring versions into force and take them back.</summary>
    public const AdminRoles Operators = AdminRoles.Author | AdminRoles.Approver;

    public static ImmutableArray<AdminCall> Of(CallContext context)
    {
        ImmutableArray<AdminCall> calls =
        [
            .. VersionCalls.Of(context),
            .. ActivationCalls.Of(context),
            .. RevocationCalls.Of(context),
            .. StateCalls.Of(context),
            .. DatabaseCalls.Of(context),
            .. EventCalls.Of(context),
            .. RightsCalls.Of(context),
            .. DirectoryCalls.Of(context),
        ];
        return [.. calls, OpenApiDocument.CallOf(calls)];
    }
}
