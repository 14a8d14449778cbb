namespace Authz.Policies.Syntax.OpenApi;

/// <param name="Method">As it is on the wire.</param>
internal readonly record struct ApiModelOperation(string Path, string Method, string? Id);
