using Authz.Policies.Syntax;

namespace Authz.Testing.Naive;

/// <summary>Which operation a call is.</summary>
internal static class NaiveOperations
{
    private static readonly bool[] CaseReadings = [false, true];

    /// <summary>
    /// The one operation that an allow rule may speak of; empty where the call is none, or another one to whoever ignores case.
    /// </summary>
    public static IEnumerable<(string Id, NaiveWay Way)> Exact(NaiveCall call) =>
        PathFirst(call, call.Path, ignoreCase: false)
            .Intersect(PathFirst(call, call.Path, ignoreCase: true))
            .Select(operation => WayOf(operation, call.Path, ignoreCase: false));

    /// <summary>Every operation that some reading of the call finds: a deny rule fires on any.</summary>
    public static IEnumerable<(string Id, NaiveWay Way)> OnAnyReading(NaiveCall call) =>
        from path in WithSlashMoreOrLess(call.Path)
        from ignoreCase in CaseReadings
        from operation in PathFirst(call, path, ignoreCase).Concat(MethodFirst(call, path, ignoreCase))
        select WayOf(operation, path, ignoreCase);

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
    private static IEnumerable<OperationSyntax> PathFirst(NaiveCall call, string path, bool ignoreCase) =>
        MostLiteral(call.Service.Syntax.Operations, path, ignoreCase)
            .Where(operation => operation.Method.Value == call.Method);

    /// <summary>As a router does that keeps one table for each method.</summary>
    private static List<OperationSyntax> MethodFirst(NaiveCall call, string path, bool ignoreCase) =>
        MostLiteral(
            call.Service.Syntax.Operations.Where(operation => operation.Method.Value == call.Method), path, ignoreCase);

    private static (string Id, NaiveWay Way) WayOf(OperationSyntax operation, string path, bool ignoreCase) =>
        (operation.Id.Value, new NaiveWay(PatternOf(operation), path, ignoreCase));

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
