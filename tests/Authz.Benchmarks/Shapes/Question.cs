namespace Authz.Benchmarks.Shapes;

/// <summary>One request, who sends it, and what a generated set says to it.</summary>
/// <param name="Caller">The name of a block.</param>
/// <param name="Service">`block/service`, as the route says it.</param>
internal readonly record struct Question(string Caller, string Service, string Host, string Method, string Target, bool IsAllowed)
{
    /// <summary>What a program without a policy language would look up.</summary>
    public string Key => $"{Caller} {Service} {Method} {Target}";
}
