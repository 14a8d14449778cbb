using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The rules of policies, each against the services that its policy speaks of.</summary>
internal sealed class RuleBinder
{
    private readonly BlockTable blocks;
    private readonly DiagnosticBag diagnostics;
    private readonly PathPatternParser patterns;
    private readonly RuleConditions conditions;
    private readonly ServiceMentions operations = new();
    private readonly ServiceMentions methods = new();

    // Thousands of rules name one path and one method, and mostly the same ones.
    private readonly Dictionary<string, ImmutableArray<string>> onlyMethod = new(StringComparer.Ordinal);
    private readonly Dictionary<PathPattern, ImmutableArray<PathPattern>> onlyPath = new(ReferenceEqualityComparer.Instance);

    public RuleBinder(BlockTable blocks, ConditionBinder conditionBinder, DiagnosticBag diagnostics)
    {
        this.blocks = blocks;
        this.diagnostics = diagnostics;
        patterns = new PathPatternParser(diagnostics);
        conditions = new RuleConditions(conditionBinder, new PathParameterCheck(blocks, diagnostics), diagnostics);
        foreach (BoundService service in blocks.Services)
        {
            foreach (BoundOperation operation in service.Operations)
            {
                operations.Add(operation.Id, service.Index);
            }

            foreach (string method in service.Methods)
            {
                methods.Add(method, service.Index);
            }
        }
    }

    /// <param name="areServicesWhole">Whether all services of the policy are known: if not, one of them may have what
    /// the others have not.</param>
    public ImmutableArray<BoundRule> Bind(AccessPolicySyntax policy, ImmutableArray<int> services, bool areServicesWhole)
    {
        bool namesAreKnown = areServicesWhole && !services.IsEmpty && !HaveErrors(services);
        bool areConnections = !services.Any(service => !blocks.Services[service].IsTcp);
        bool takeMatrixParameters = TakeMatrixParameters(services);
        ImmutableArray<BoundRule>.Builder rules = ImmutableArray.CreateBuilder<BoundRule>(policy.Rules.Length);
        foreach (RuleSyntax syntax in policy.Rules)
        {
            if (namesAreKnown && !areConnections)
            {
                CheckOperations(syntax, services);
                CheckMethods(syntax, services);
            }

            ImmutableArray<PathPattern> paths = PathsOf(syntax.Paths, takeMatrixParameters || !areServicesWhole);
            var rule = new BoundRule
            {
                PolicyName = policy.Name.Value,
                Name = syntax.Name.Value,
                Position = rules.Count,
                Effect = syntax.Effect.Value,
                Operations = TextsOf(syntax.Operations),
                Methods = MethodsOf(syntax.Methods),
                Paths = paths,
                When = conditions.Bind(syntax, paths, services),
                OnAllow = AnswerBinder.Bind(syntax.OnAllow),
                OnDeny = AnswerBinder.Bind(syntax.OnDeny),
                Span = syntax.Span,
            };
            if (namesAreKnown && areConnections && !rule.IsWhole)
            {
                diagnostics.ReportPartOfConnection(syntax.Name);
            }

            rules.Add(rule);
        }

        return rules.DrainToImmutable();
    }

    private void CheckOperations(RuleSyntax rule, ImmutableArray<int> services)
    {
        if (rule.Operations.IsDefault)
        {
            return;
        }

        foreach (Located<string> id in rule.Operations)
        {
            if (!operations.IsKnownToAny(id.Value, services))
            {
                diagnostics.ReportUnknownOperation(id, OperationIdsOf(services));
            }
        }
    }

    private void CheckMethods(RuleSyntax rule, ImmutableArray<int> services)
    {
        if (rule.Methods.IsDefault)
        {
            return;
        }

        foreach (Located<string> method in rule.Methods)
        {
            // What is no method at all was reported with its document.
            if (MethodName.IsValid(method.Value)
                && !StandardMethods.All.Contains(method.Value)
                && !methods.IsKnownToAny(method.Value, services))
            {
                diagnostics.ReportMethodTakenByNone(method, StandardMethods.All);
            }
        }
    }

    private IEnumerable<string> OperationIdsOf(ImmutableArray<int> services)
    {
        foreach (int service in services)
        {
            foreach (BoundOperation operation in blocks.Services[service].Operations)
            {
                yield return operation.Id;
            }
        }
    }

    private bool HaveErrors(ImmutableArray<int> services)
    {
        foreach (int service in services)
        {
            if (blocks.BlockSyntaxes[blocks.Services[service].Block.Index].HasErrors)
            {
                return true;
            }
        }

        return false;
    }

    private bool TakeMatrixParameters(ImmutableArray<int> services)
    {
        foreach (int service in services)
        {
            if (blocks.Services[service].MatrixParametersAllowed)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<string> TextsOf(ImmutableArray<Located<string>> texts) =>
        texts.IsDefault ? default : ImmutableArray.CreateRange(texts, static text => text.Value);

    private ImmutableArray<string> MethodsOf(ImmutableArray<Located<string>> texts)
    {
        if (texts.IsDefault || texts is [{ Value: MethodName.Any }])
        {
            return default;
        }

        return texts is [{ Value: var only }] ? Shared(onlyMethod, only) : TextsOf(texts);
    }

    private ImmutableArray<PathPattern> PathsOf(ImmutableArray<Located<string>> texts, bool takeMatrixParameters)
    {
        if (texts.IsDefault)
        {
            return default;
        }

        if (texts is [var only])
        {
            return patterns.ParseRule(only, takeMatrixParameters) is { } pattern ? Shared(onlyPath, pattern) : [];
        }

        ImmutableArray<PathPattern>.Builder paths = ImmutableArray.CreateBuilder<PathPattern>(texts.Length);
        foreach (Located<string> text in texts)
        {
            if (patterns.ParseRule(text, takeMatrixParameters) is { } path)
            {
                paths.Add(path);
            }
        }

        return paths.DrainToImmutable();
    }

    private static ImmutableArray<T> Shared<T>(Dictionary<T, ImmutableArray<T>> known, T only)
        where T : class
    {
        ref ImmutableArray<T> shared = ref CollectionsMarshal.GetValueRefOrAddDefault(known, only, out bool isKnown);
        return isKnown ? shared : shared = [only];
    }
}
