using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Answers;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>
/// An allow rule says `operations`, or `methods` and `paths`. In a deny rule what is left out means all;
/// an array that was not written is default (`IsDefault`), one that was written is never empty.
/// </summary>
public sealed record RuleSyntax(SourceSpan Span, Located<string> Name, Located<Effect> Effect)
{
    /// <summary>False: what it does was not said, or in no word that is known. Then it counts as a deny.</summary>
    public bool HasEffect { get; init; } = true;

    public ImmutableArray<Located<string>> Operations { get; init; }

    /// <summary>Upper-case tokens, or the one token `*`.</summary>
    public ImmutableArray<Located<string>> Methods { get; init; }

    public ImmutableArray<Located<string>> Paths { get; init; }

    public AllowAnswerSyntax? OnAllow { get; init; }

    public DenyAnswerSyntax? OnDeny { get; init; }

    /// <summary>Conditions that must all hold; empty: none.</summary>
    public ImmutableArray<ConditionSyntax> When { get; init; } = [];
}
