using System.Collections.Immutable;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Decisions;

namespace Authz.Cli.Servers;

/// <summary>Which operations and rights differ, as the admin API writes it.</summary>
internal static class AnsweredChanges
{
    public static PolicyChanges ToOperations(Answer answer) => new([.. answer.Objects("services").Select(ToService)]);

    public static RightsComparison ToRights(Answer answer) => new(
        [
            .. answer.Objects("rights").Select(static right => new RightChange(right.Text("service"), right.Text("request"), Names(right, "gain"), Names(right, "lose"))
            {
                Method = right.Text("method"),
                Path = right.Text("path"),
                Operation = right.TextOrNull("operation"),
                IsUnderOtherConditions = right.Flag("otherConditions"),
            }),
        ],
        answer.Flag("cut"));

    private static ServiceChange ToService(Answer service) => new(
        service.Text("service"),
        service.TextOrNull("before"),
        service.TextOrNull("after"),
        [.. service.Objects("operations").Select(ToOperation)],
        [
            .. service.Objects("requests").Select(static request => new RequestChange(
                request.Text("method"), request.Text("path"), request.TextOrNull("before"), request.TextOrNull("after"), Names(request, "gain"), Names(request, "lose"))),
        ],
        service.Flag("cut"));

    private static OperationChange ToOperation(Answer change) => new(
        KindOf(change.Text("change")),
        change.Text("operation"),
        change.TextOrNull("formerName"),
        change.TextOrNull("before"),
        change.TextOrNull("after"),
        [
            .. change.Objects("rules").Select(static rule => new RuleTouch(
                rule.Text("rule"),
                rule.Text("effect") == "allow" ? Effect.Allow : Effect.Deny,
                rule.Flag("before"),
                rule.Flag("after"),
                rule.Flag("conditional"),
                Names(rule, "subjects"))),
        ],
        Names(change, "gain"),
        Names(change, "lose"));

    private static OperationChangeKind KindOf(string word) => Enum.GetValues<OperationChangeKind>()
        .Cast<OperationChangeKind?>()
        .FirstOrDefault(kind => kind is { } known && ChangeText.WordOf(known) == word)
        ?? throw new ServerException("the answer names a kind of change that this command does not know: are the service and this command of the same version?");

    private static ImmutableArray<string> Names(Answer answer, string name) => [.. answer.Texts(name)];
}
