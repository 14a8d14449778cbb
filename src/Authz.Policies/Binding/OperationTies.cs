using System.Text;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>
/// Finds two operations of one service that a request could both be. A literal segment goes before a template, left
/// to right; so only operations of one method with literals at the same places, and the same ones, can tie, and they
/// do if each pair of their templates has a segment in common.
/// </summary>
internal sealed class OperationTies
{
    private readonly Dictionary<string, List<(OperationSyntax Syntax, PathPattern Path)>> byShape =
        new(StringComparer.Ordinal);

    /// <summary>The earlier operation with which this one ties, or null.</summary>
    public OperationSyntax? Add(OperationSyntax syntax, PathPattern path)
    {
        string shape = ShapeOf(syntax.Method.Value, path);
        if (!byShape.TryGetValue(shape, out List<(OperationSyntax Syntax, PathPattern Path)>? alike))
        {
            alike = [];
            byShape.Add(shape, alike);
        }

        OperationSyntax? tied = null;
        foreach ((OperationSyntax other, PathPattern otherPath) in alike)
        {
            if (TemplatesOverlap(path, otherPath))
            {
                tied = other;
                break;
            }
        }

        alike.Add((syntax, path));
        return tied;
    }

    // No literal has a slash, so that no two shapes are written alike.
    private static string ShapeOf(string method, PathPattern path)
    {
        var shape = new StringBuilder(method);
        foreach (SegmentPattern segment in path.Segments)
        {
            shape.Append('/').Append(segment.IsLiteral ? 'L' : 'T');
            if (segment.IsLiteral)
            {
                shape.Append(segment.Literal);
            }
        }

        return shape.ToString();
    }

    private static bool TemplatesOverlap(PathPattern left, PathPattern right)
    {
        for (int i = 0; i < left.Segments.Length; i++)
        {
            if (!left.Segments[i].IsLiteral && !SegmentOverlap.Exists(left.Segments[i], right.Segments[i]))
            {
                return false;
            }
        }

        return true;
    }
}
