namespace Authz.Admin.Http;

/// <summary>A member of a body, or a parameter of a query: requests are read by it, and the OpenAPI document is written from it.</summary>
public sealed record CallMember(string Name, MemberKind Kind, string Meaning, bool IsRequired = false);
