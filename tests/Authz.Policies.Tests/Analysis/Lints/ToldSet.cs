using Authz.Policies.Analysis.Lints;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Tests.Decisions;
using Authz.Policies.Text;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Analysis.Lints;

/// <summary>A set, what the lint says of its operations, and what its tree allows.</summary>
internal sealed class ToldSet
{
    private readonly PolicySyntax syntax;
    private readonly BoundPolicySet bound;
    private readonly DecisionTree tree;
    private readonly TreeEvaluator evaluator;

    public ToldSet(string policies)
    {
        syntax = PolicyText.Read(policies);
        bound = PolicyBinder.Bind(syntax, new DiagnosticBag());
        tree = PolicyCompiler.Compile(bound, new CompilationOptions());
        evaluator = new TreeEvaluator(tree, bound);
    }

    public HashSet<string> ToldAt(DateTimeOffset now)
    {
        var diagnostics = new DiagnosticBag();
        var set = new LintedSet(syntax, bound);
        var nested = new NestedServiceLint(set, diagnostics);
        new UncalledOperationLint(set, nested, now, new ComparisonBudget(), diagnostics).Run();
        return [.. diagnostics.ToSorted().Select(diagnostic => diagnostic.Message)];
    }

    /// <summary>As a finding would name it; null: the request is denied, or is no operation.</summary>
    public string? AllowedOperation(NaiveRequest request)
    {
        Decision decision = tree.Decide(new RequestBytes(request).ToAccessRequest(), evaluator.CallerOf(request));
        if (!decision.IsAllowed || decision.Operation < 0)
        {
            return null;
        }

        string operation = tree.OperationNames[decision.Service][decision.Operation];
        return $"nobody may call the operation `{operation}` of the service `{tree.ServiceNames[decision.Service]}`";
    }
}
