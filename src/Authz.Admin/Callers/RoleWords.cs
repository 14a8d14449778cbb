namespace Authz.Admin.Callers;

/// <summary>Roles as files and tokens write them.</summary>
internal static class RoleWords
{
    private static readonly (string Word, AdminRoles Role)[] Words =
    [
        ("viewer", AdminRoles.Viewer), ("author", AdminRoles.Author), ("approver", AdminRoles.Approver), ("auditor", AdminRoles.Auditor),
    ];

    /// <summary>None: it is no role.</summary>
    public static AdminRoles Parse(string word) => Words.FirstOrDefault(known => known.Word == word).Role;

    public static string[] Of(AdminRoles roles) => [.. Words.Where(known => (roles & known.Role) != 0).Select(static known => known.Word)];
}
