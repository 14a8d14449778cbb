using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Analysis;

/// <summary>One reading of a request, asked rule by rule: what of the rule does it not meet?</summary>
internal sealed class RuleReading
{
    private const int NamesMax = 5;

    private const string PartOfConnection =
        "a connection has no method and no path: only a rule of every method and `/**` speaks of it";

    private static readonly PathPattern everyPath = new("/**", [], AndBelow: true);

    private readonly AccessQuestion question;
    private readonly BoundPolicySet policies;
    private readonly BoundOperation? operation;
    private readonly ImmutableHashSet<string> operationsForDeny;

    /// <param name="path">Below the base path, decoded.</param>
    public RuleReading(AccessQuestion question, BoundPolicySet policies, string path)
    {
        this.question = question;
        this.policies = policies;
        Path = path;
        operation = OperationFinder.Find(question.To, question.Method, path);
        operationsForDeny = OperationFinder.FindLoosely(question.To, question.Method, path);
    }

    public string Path { get; }

    /// <summary>Of every rule that speaks of this caller or of this service.</summary>
    public IEnumerable<RuleFinding> FindAll() =>
        from policy in policies.Policies
        where SpeaksOfCaller(policy) || SpeaksOfService(policy)
        from rule in policy.Rules
        select new RuleFinding(policy, rule, MissesOf(policy, rule));

    private bool SpeaksOfCaller(BoundPolicy policy) => question.From is null
        ? policy.Subjects.Anonymous
        : policy.Subjects.Blocks.BinarySearch(question.From.Index) >= 0;

    private bool SpeaksOfService(BoundPolicy policy) => policy.Services.BinarySearch(question.To.Index) >= 0;

    private ImmutableArray<RuleMiss> MissesOf(BoundPolicy policy, BoundRule rule)
    {
        var misses = ImmutableArray.CreateBuilder<RuleMiss>();
        void Require(bool holds, RuleAspect aspect, Func<string> detail)
        {
            if (!holds)
            {
                misses.Add(new RuleMiss(aspect, detail()));
            }
        }

        Require(SpeaksOfCaller(policy), RuleAspect.Subject, () => DescribeSubjects(policy.Subjects));
        Require(SpeaksOfService(policy), RuleAspect.Resource, () => DescribeServices(policy));
        if (question.To.IsTcp)
        {
            Require(rule.IsWhole, RuleAspect.Method, () => PartOfConnection);
        }
        else
        {
            Require(MatchesOperation(rule), RuleAspect.Operation, () => DescribeOperation(rule));
            Require(MatchesMethod(rule), RuleAspect.Method, () => DescribeMethods(rule));
            Require(MatchesPath(rule), RuleAspect.Path, () => DescribePaths(rule));
        }

        if (FailedCondition(rule) is { } failed)
        {
            misses.Add(new RuleMiss(RuleAspect.Condition, failed.Describe()));
        }

        Require(!(policy.From > question.Time), RuleAspect.Validity, () => $"in force only from {Instant(policy.From)}");
        Require(!(policy.Until <= question.Time), RuleAspect.Validity, () => $"was in force until {Instant(policy.Until)}");
        Require(policy.Mode == PolicyMode.Enforce, RuleAspect.Mode, () => "in shadow mode: logged, never decisive");
        return misses.ToImmutable();
    }

    private bool MatchesOperation(BoundRule rule) =>
        rule.Operations.IsDefault || rule.Effect switch
        {
            Effect.Allow => operation is not null && rule.Operations.Contains(operation.Id),
            Effect.Deny => rule.Operations.Any(operationsForDeny.Contains),
        };

    private bool MatchesMethod(BoundRule rule) =>
        !rule.Operations.IsDefault || rule.Methods.IsDefault || rule.Methods.Contains(question.Method);

    private bool MatchesPath(BoundRule rule) =>
        !rule.Operations.IsDefault || rule.Paths.IsDefault || rule.Paths.Any(pattern => Matches(rule, pattern));

    private bool Matches(BoundRule rule, PathPattern pattern) => rule.Effect switch
    {
        Effect.Allow => PathPatternMatcher.Matches(pattern, Path),
        Effect.Deny => PathPatternMatcher.MatchesLoosely(pattern, Path),
    };

    /// <summary>The rule's condition where it holds by none of the ways in which the rule matches; null: by some, or it has none.</summary>
    private ConditionTrial? FailedCondition(BoundRule rule)
    {
        if (rule.When is null)
        {
            return null;
        }

        ConditionTrial[] trials =
            [.. WaysOf(rule).Select(way => new ConditionTrial(rule, rule.When, way, question, Path, policies.Issuers))];
        return Array.Exists(trials, trial => trial.Holds) ? null : trials.FirstOrDefault();
    }

    /// <summary>The patterns by which the rule takes the path; none: it does not, and its condition is not asked.</summary>
    private IEnumerable<PathPattern> WaysOf(BoundRule rule)
    {
        if (!rule.Operations.IsDefault)
        {
            return question.To.Operations
                .Where(one => rule.Operations.Contains(one.Id) && (rule.Effect == Effect.Deny ? operationsForDeny.Contains(one.Id) : one == operation))
                .Select(one => one.Path);
        }

        return rule.Paths.IsDefault ? [everyPath] : rule.Paths.Where(pattern => Matches(rule, pattern));
    }

    private string DescribeSubjects(BoundSubjects subjects)
    {
        ImmutableArray<string> blocks = [.. subjects.Blocks.Select(block => policies.Blocks[block].Name)];
        string who = (subjects.Anonymous, blocks.IsEmpty) switch
        {
            (true, true) => "anonymous callers",
            (true, false) => $"anonymous callers and {Names(blocks)}",
            (false, true) => "no block at all",
            (false, false) => Names(blocks),
        };
        string caller = question switch
        {
            { From: { } block } => $"`{block.Name}`",
            { Token: null } => "anonymous callers",
            _ => "callers whose token names no block",
        };
        return $"it is for {who}, not for {caller}";
    }

    private string DescribeServices(BoundPolicy policy)
    {
        ImmutableArray<string> services = [.. policy.Services.Select(service => policies.Services[service].QualifiedName)];
        return $"it is about {(services.IsEmpty ? "no service at all" : Names(services))}, "
            + $"not about `{question.To.QualifiedName}`";
    }

    private string DescribeOperation(BoundRule rule) => operation is null
        ? $"the request is no operation of the service; the rule names {Names(rule.Operations)}"
        : $"the request is the operation `{operation.Id}`; the rule names {Names(rule.Operations)}";

    private string DescribeMethods(BoundRule rule) => $"it is for {Names(rule.Methods)}, not for `{question.Method}`";

    private string DescribePaths(BoundRule rule) =>
        $"`{Path}` is not {Names([.. rule.Paths.Select(path => path.Text)], "or")}";

    private static string Names(ImmutableArray<string> names, string conjunction = "and")
    {
        string[] quoted = [.. names.Take(NamesMax).Select(name => $"`{name}`")];
        if (names.Length > NamesMax)
        {
            return $"{string.Join(", ", quoted)} {conjunction} {names.Length - NamesMax} more";
        }

        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} {conjunction} {quoted[^1]}";
    }

    private static string Instant(DateTimeOffset? time) => $"{time?.UtcDateTime:yyyy-MM-ddTHH:mm:ssK}";
}
