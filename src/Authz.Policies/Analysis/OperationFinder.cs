using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis;

/// <summary>
/// Which operation of a service a request is: literal segments before templates, left to right, as OpenAPI says.
/// </summary>
internal static class OperationFinder
{
    /// <summary>The one operation that the request is, or null; also where another one comes first if case is ignored.</summary>
    public static BoundOperation? Find(BoundService service, string method, string path) =>
        Candidates(service.Operations, method, path, ignoreCase: false)
            .Intersect(Candidates(service.Operations, method, path, ignoreCase: true))
            .FirstOrDefault();

    /// <summary>
    /// Every operation that some service might take the request for: a deny rule fires on each of them. Case may be
    /// ignored, a slash at the end may not matter, and a router may look at the method first.
    /// </summary>
    public static ImmutableHashSet<string> FindLoosely(BoundService service, string method, string path)
    {
        ImmutableArray<BoundOperation> ofMethod = [.. service.Operations.Where(operation => operation.Method == method)];
        string[] paths = path == "/" ? [path] : [path, PathPatternMatcher.ToggleLastSlash(path)];
        IEnumerable<BoundOperation> found =
            from reading in paths
            from operations in (ImmutableArray<BoundOperation>[])[service.Operations, ofMethod]
            from operation in Candidates(operations, method, reading, ignoreCase: false)
                .Concat(Candidates(operations, method, reading, ignoreCase: true))
            select operation;
        return [.. found.Select(operation => operation.Id)];
    }

    private static IEnumerable<BoundOperation> Candidates(
        ImmutableArray<BoundOperation> operations, string method, string path, bool ignoreCase)
    {
        string[] segments = PathPatternMatcher.SegmentsOf(path);
        BoundOperation[] onPath =
            [.. operations.Where(operation => PathPatternMatcher.Matches(operation.Path, segments, ignoreCase))];
        string? best = onPath.Select(SignatureOf).Min(StringComparer.Ordinal);
        return onPath.Where(operation => operation.Method == method && SignatureOf(operation) == best);
    }

    /// <summary>One letter a segment, so that the lowest is the one with the earliest literals.</summary>
    private static string SignatureOf(BoundOperation operation) =>
        string.Concat(operation.Path.Segments.Select(segment => segment.IsLiteral ? 'L' : 'T'));
}
