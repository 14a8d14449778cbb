namespace Authz.Policies.Analysis;

/// <summary>One reason why a rule did not speak of a request, in words.</summary>
public sealed record RuleMiss(RuleAspect Aspect, string Detail);
