using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Authz.Benchmarks.Shapes;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Benchmarks.Measuring;

/// <summary>A compiled shape and what it is asked: again and again the same few, or so many that no cache holds them.</summary>
internal sealed class DecideWorkload
{
    public const int HotCount = 64;
    public const int RandomCount = 65_536;

    private const int PassCallsDefault = 4_096;
    private const int Seed = 4;

    private readonly FrozenDictionary<string, int> lookup;
    private readonly string[] hotKeys;
    private readonly string[] randomKeys;

    private DecideWorkload(DecisionTree tree, PolicyShape shape)
    {
        Tree = tree;
        var blocks = new Dictionary<string, int>();
        for (int i = 0; i < tree.BlockNames.Length; i++)
        {
            blocks[tree.BlockNames[i]] = i;
        }

        Question[] allowed = [.. shape.Questions.Where(question => question.IsAllowed)];
        var random = new Random(Seed);
        Question[] hot = random.GetItems(allowed, HotCount);
        Question[] many = random.GetItems(allowed, RandomCount);
        Hot = new QuestionArena(hot, blocks);
        Random = new QuestionArena(many, blocks);
        Question[] refused = [.. shape.Questions.Where(question => !question.IsAllowed)];
        HotRefused = new QuestionArena(refused.Length == 0 ? hot : random.GetItems(refused, HotCount), blocks);

        // The keys that are asked are no objects of the dictionary: it must compare their text, as we must.
        lookup = shape.Questions.DistinctBy(question => question.Key).ToFrozenDictionary(question => question.Key, _ => 1);
        hotKeys = [.. hot.Select(question => question.Key)];
        randomKeys = [.. many.Select(question => question.Key)];
        Check(shape, blocks);
    }

    public DecisionTree Tree { get; }

    public QuestionArena Hot { get; }

    public QuestionArena HotRefused { get; }

    public QuestionArena Random { get; }

    public static DecideWorkload Of(PolicyShape shape) => Of(shape, Compile(shape));

    public static DecideWorkload Of(PolicyShape shape, DecisionTree tree) => new(tree, shape);

    public static DecisionTree Compile(PolicyShape shape)
    {
        CompilationResult result = PolicyCompilation.Run(shape.Files.ToSources(), new CompilationOptions());
        return result.Tree ?? throw new InvalidOperationException(
            $"{shape.Name} of {shape.Rules} rules: {string.Join('\n', result.Diagnostics.Where(finding => finding.IsError).Take(5))}");
    }

    /// <summary>Calls of one pass: few where a decision takes long.</summary>
    public int PassCalls { get; set; } = PassCallsDefault;

    public Contender HotDecisions() => Hotly(() => DecideHot());

    public Contender RandomDecisions() => Onward((from, count) => Decide(Random, from, count));

    /// <summary>The loop around a decision: putting the request together, a call, counting.</summary>
    public Contender HotRequests() => Hotly(() => PutHotTogether());

    public Contender RandomRequests() => Onward((from, count) => OnlyPutTogether(Random, from, count));

    public Contender HotLookups() => Hotly(() => LookHot());

    public Contender RandomLookups() => Onward((from, count) => Look(randomKeys, from, count));

    public int DecideHot() => Decide(Hot, 0, HotCount);

    public int DecideRefused() => Decide(HotRefused, 0, HotCount);

    public int DecideRandom() => Decide(Random, 0, RandomCount);

    public int PutHotTogether() => OnlyPutTogether(Hot, 0, HotCount);

    public int LookHot() => Look(hotKeys, 0, HotCount);

    public int LookRandom() => Look(randomKeys, 0, RandomCount);

    private int Decide(QuestionArena questions, int from, int count)
    {
        DecisionTree tree = Tree;
        int allowed = 0;
        for (int i = from; i < from + count; i++)
        {
            AccessRequest request = questions[i];
            allowed += tree.Decide(in request, in questions.CallerOf(i)).IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    private static int OnlyPutTogether(QuestionArena questions, int from, int count)
    {
        int allowed = 0;
        for (int i = from; i < from + count; i++)
        {
            AccessRequest request = questions[i];
            allowed += Take(in request, in questions.CallerOf(i)).IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Decision Take(in AccessRequest request, in Caller caller) =>
        new() { Service = caller.Block, Operation = request.Target.Length };

    private int Look(string[] keys, int from, int count)
    {
        int found = 0;
        foreach (string key in keys.AsSpan(from, count))
        {
            found += lookup.TryGetValue(key, out int value) ? value : 0;
        }

        return found;
    }

    private Contender Hotly(Action few) => new(PassCalls, () =>
    {
        for (int i = 0; i < PassCalls; i += HotCount)
        {
            few();
        }
    });

    /// <summary>Each pass goes on where the last one ended, so that it finds in no cache what it asks.</summary>
    private Contender Onward(Action<int, int> ask)
    {
        int from = 0;
        return new Contender(PassCalls, () =>
        {
            ask(from, PassCalls);
            from = (from + PassCalls) % RandomCount;
        });
    }

    /// <summary>A figure of wrong decisions is none.</summary>
    private void Check(PolicyShape shape, Dictionary<string, int> blocks)
    {
        var all = new QuestionArena(shape.Questions, blocks);
        for (int i = 0; i < all.Count; i++)
        {
            AccessRequest request = all[i];
            Decision decision = Tree.Decide(in request, in all.CallerOf(i));
            if (decision.IsAllowed != shape.Questions[i].IsAllowed)
            {
                throw new InvalidOperationException($"{shape.Name}: {shape.Questions[i]} is decided {decision}");
            }
        }
    }
}
