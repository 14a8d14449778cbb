using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation;

/// <summary>Bound policies to the tree that decides: a list of passes, each over the whole set.</summary>
public static class PolicyCompiler
{
    public static DecisionTree Compile(BoundPolicySet policies, CompilationOptions options) =>
        Compile(policies, options, CompilationPace.Unbroken);

    internal static DecisionTree Compile(BoundPolicySet policies, CompilationOptions options, CompilationPace pace, int unitsExpected = 0)
    {
        var methods = new MethodTable(policies.Services.SelectMany(service => service.Methods).Order(StringComparer.Ordinal));
        pace.Rest();
        var conditions = new ConditionTableBuilder(policies.Issuers);
        var numbering = new RuleNumbering(policies, conditions, pace);
        SubjectClasses classes = SubjectClasses.Create(policies, pace);
        pace.Rest();
        var forest = new PathForestBuilder(unitsExpected);
        BasePathRoots roots = ServicePass.AddBasePaths(policies, forest, pace, folded: false);
        pace.Rest();
        BasePathRoots foldedRoots = ServicePass.AddBasePaths(policies, forest, pace, folded: true);
        pace.Rest();
        ServiceTable terms = ServicePass.AddOperations(policies, forest, methods, pace);
        pace.Rest();
        var entryBuilder = new EntryBuilder(forest, numbering, conditions, methods, new CompiledSize(options.CompiledSizeMax));
        List<int> pairs = EntryPass.Run(policies, classes, entryBuilder, pace);

        // The forest and the conditions are laid out last: every pass before has added to them.
        PathForest paths = forest.Build(pace);
        pace.Rest();
        var rules = new RuleTable(numbering.Terms, conditions.Build());
        pace.Rest();
        return new DecisionTree(new DecisionTreeParts
        {
            Services = new ServiceIndex(paths, terms, roots, foldedRoots, ServicePass.NamesOfConnections(policies)),
            Terms = terms,
            Methods = methods,
            ClassOfBlock = classes.ClassOfBlock,
            AnonymousClass = classes.AnonymousClass,
            Entries = PairIndex.Create(paths, pairs, pace),
            Rules = new AccessRules(paths, rules, entryBuilder.OperationRules),
            RouteBinding = options.RouteBinding,
            BlockNames = [.. policies.Blocks.Select(block => block.Name)],
            ServiceNames = [.. policies.Services.Select(service => service.QualifiedName)],
            RuleNames = numbering.Names,
            AllowAnswers = numbering.AllowAnswers.ToFrozenDictionary(),
            DenyAnswers = numbering.DenyAnswers.ToFrozenDictionary(),
            OperationNames =
                [.. policies.Services.Select(service => service.Operations.Select(operation => operation.Id).ToImmutableArray())],
        });
    }
}
