using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>A path parameter that a rule's conditions look at stands in every path, or operation, of the rule.</summary>
internal sealed class PathParameterCheck
{
    private readonly DiagnosticBag diagnostics;
    private readonly Dictionary<string, List<(int Service, PathPattern Path)>> operations = new(StringComparer.Ordinal);

    // Sets of services are shared by policies, so one answer serves all of their rules.
    private readonly Dictionary<(string Id, ImmutableArray<int> Services), ImmutableArray<PathPattern>> paths = [];

    public PathParameterCheck(BlockTable blocks, DiagnosticBag diagnostics)
    {
        this.diagnostics = diagnostics;
        foreach (BoundService service in blocks.Services)
        {
            foreach (BoundOperation operation in service.Operations)
            {
                if (!operations.TryGetValue(operation.Id, out List<(int Service, PathPattern Path)>? found))
                {
                    found = [];
                    operations.Add(operation.Id, found);
                }

                found.Add((service.Index, operation.Path));
            }
        }
    }

    /// <param name="rulePaths">The rule's own patterns; default: it says none.</param>
    public void Run(
        RuleSyntax rule,
        ImmutableArray<PathPattern> rulePaths,
        ImmutableArray<int> services,
        IReadOnlyList<Located<string>> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        if (rule.Paths.IsDefault && rule.Operations.IsDefault)
        {
            diagnostics.ReportPathParameterWithoutPath(parameters[0], rule.Name.Value);
            return;
        }

        // A rule that says both was reported. Paths and operations that are wrong were, too, and say nothing here.
        List<PathPattern> patterns = [.. rulePaths.IsDefault ? [] : rulePaths];
        foreach (Located<string> id in rule.Operations.IsDefault ? [] : rule.Operations)
        {
            patterns.AddRange(PathsOf(id.Value, services));
        }

        foreach (Located<string> parameter in parameters)
        {
            if (patterns.FirstOrDefault(pattern => !NamesOf(pattern).Contains(parameter.Value)) is { } lacking)
            {
                diagnostics.ReportUnknownPathParameter(parameter, lacking.Text, NamesOf(lacking));
            }
        }
    }

    private ImmutableArray<PathPattern> PathsOf(string id, ImmutableArray<int> services)
    {
        if (!paths.TryGetValue((id, services), out ImmutableArray<PathPattern> found))
        {
            found = operations.TryGetValue(id, out List<(int Service, PathPattern Path)>? all)
                ? [.. all.Where(operation => services.BinarySearch(operation.Service) >= 0).Select(operation => operation.Path)]
                : [];
            paths.Add((id, services), found);
        }

        return found;
    }

    private static IEnumerable<string> NamesOf(PathPattern pattern)
    {
        foreach (SegmentPattern segment in pattern.Segments)
        {
            foreach (SegmentGap gap in segment.Gaps)
            {
                if (gap.ParameterName is { } name)
                {
                    yield return name;
                }
            }
        }
    }
}
