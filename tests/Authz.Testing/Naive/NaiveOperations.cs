using Authz.Policies.Syntax;

namespace Authz.Testing.Naive;

/// <summary>Which operation a call is.</summary>
internal static class NaiveOperations
{
    /// <summary>
    /// The one operation that an allow rule may speak of; empty where the call is none, or another one to whoever ignores case.
    /// </summary>
    public static IEnumerable<string> Exact(NaiveCall call) =>
        PathFirst(call, call.Path, ignoreCase: false).Intersect(PathFirst(call, call.Path, ignoreCase: true));

    /// <summary>Every operation that some reading of the call finds: a deny rule fires on any.</summary>
    public static IEnumerable<string> OnAnyReading(NaiveCall call)
    {
        foreach (string path in WithSlashMoreOrLess(call.Path))
        {
            foreach (bool ignoreCase in new[] { false, true })
            {
                foreach (string id in PathFirst(call, path, ignoreCase))
                {
                    yield return id;
                }

                foreach (string id in MethodFirst(call, path, ignoreCase))
                {
                    yield return id;
                }
            }
        }
    }

    public static IEnumerable<string> WithSlashMoreOrLess(string path)
    {
        yield return path;
        yield return $"{path}/";
        if (path.EndsWith('/') && path != "/")
        {
            yield return path[..^1];
        }
    }

    /// <summary>As OpenAPI says: the path template among all, then the method on it.</summary>
    private static IEnumerable<string> PathFirst(NaiveCall call, string path, bool ignoreCase) =>
        MostLiteral(call.Service.Syntax.Operations, path, ignoreCase)
            .Where(operation => operation.Method.Value == call.Method)
            .Select(operation => operation.Id.Value);

    /// <summary>As a router does that keeps one table for each method.</summary>
    private static IEnumerable<string> MethodFirst(NaiveCall call, string path, bool ignoreCase) =>
        MostLiteral(
                call.Service.Syntax.Operations.Where(operation => operation.Method.Value == call.Method),
                path,
                ignoreCase)
            .Select(operation => operation.Id.Value);

    private static List<OperationSyntax> MostLiteral(
        IEnumerable<OperationSyntax> operations, string path, bool ignoreCase)
    {
        List<OperationSyntax> matching =
            [.. operations.Where(operation => PatternOf(operation).Matches(path, ignoreCase))];
        return
        [
            .. matching.Where(operation =>
                !matching.Any(other => PatternOf(other).IsMoreLiteralThan(PatternOf(operation)))),
        ];
    }

    private static NaivePattern PatternOf(OperationSyntax operation) => new(operation.Path.Value);
}
