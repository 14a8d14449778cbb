namespace Authz.Admin.Callers;

/// <summary>Who calls, by proven credentials.</summary>
public sealed record AdminCaller(string Name, AdminRoles Roles);
