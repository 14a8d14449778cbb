namespace Authz.Testing.Generation;

internal sealed record RandomOperation(string Id, string Method, string Path);
