using System.Collections.Immutable;
using Authz.Policies.Decisions;

namespace Authz.Policies.Syntax.Values;

/// <summary>The words for the reasons of a decision that a test may expect: not of what lies over every version.</summary>
internal static class ReasonTokens
{
    public static string Allowed { get; } = DecisionReason.AllowedByRule.Token();

    public static ImmutableArray<string> All { get; } =
    [
        .. Enum.GetValues<DecisionReason>().Where(reason => reason is not (DecisionReason.None or DecisionReason.Revoked)).Select(reason => reason.Token()),
    ];
}
