using System.Collections.Immutable;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The operations of one service, so that a request is one of them at most.</summary>
internal sealed class OperationBinder(DiagnosticBag diagnostics)
{
    private readonly PathPatternParser patterns = new(diagnostics);

    public ImmutableArray<BoundOperation> Bind(
        ImmutableArray<OperationSyntax> syntaxes, ImmutableArray<string> otherMethods, bool takesMatrixParameters)
    {
        ImmutableArray<BoundOperation>.Builder operations = ImmutableArray.CreateBuilder<BoundOperation>(syntaxes.Length);
        var ids = new HashSet<string>(syntaxes.Length, StringComparer.Ordinal);
        var ties = new OperationTies();
        foreach (OperationSyntax syntax in syntaxes)
        {
            CheckMethod(syntax.Method, otherMethods);
            PathPattern? path = patterns.ParseOperation(syntax.Path, takesMatrixParameters);
            if (path is null || !ids.Add(syntax.Id.Value))
            {
                continue;
            }

            if (ties.Add(syntax, path) is { } other)
            {
                diagnostics.ReportOperationTie(syntax.Id, other.Id.Value, other.Id.Span);
            }

            operations.Add(new BoundOperation
            {
                Index = operations.Count,
                Id = syntax.Id.Value,
                Method = syntax.Method.Value,
                Path = path,
            });
        }

        return operations.DrainToImmutable();
    }

    private void CheckMethod(Located<string> method, ImmutableArray<string> otherMethods)
    {
        // What is no method at all was reported with its document.
        if (MethodName.IsValid(method.Value)
            && !StandardMethods.All.Contains(method.Value)
            && !otherMethods.Contains(method.Value))
        {
            diagnostics.ReportMethodNotTaken(method, StandardMethods.All.Concat(otherMethods));
        }
    }
}
