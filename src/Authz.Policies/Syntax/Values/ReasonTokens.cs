using System.Collections.Immutable;
using Authz.Policies.Decisions;

namespace Authz.Policies.Syntax.Values;

/// <summary>The words for the reasons of a decision that a test may expect.</summary>
internal static class ReasonTokens
{
    public static string Allowed { get; } = DecisionReason.AllowedByRule.Token();

    public static ImmutableArray<string> All { get; } =
    [
        .. Enum.GetValues<DecisionReason>().Where(reason => reason != DecisionReason.None).Select(reason => reason.Token()),
    ];
}
