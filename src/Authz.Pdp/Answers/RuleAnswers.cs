using System.Collections.Frozen;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Answers;

namespace Authz.Pdp.Answers;

/// <summary>The answers that rules shape, by rule: only of rules that do, for most of a hundred thousand do not.</summary>
internal sealed class RuleAnswers
{
    private readonly FrozenDictionary<int, RuleAnswer> allows;
    private readonly FrozenDictionary<int, RuleAnswer> denials;

    public RuleAnswers(DecisionTree tree, AnswerSettings settings)
    {
        allows = tree.AllowAnswers.ToFrozenDictionary(pair => pair.Key, pair => Prepare(pair.Value));
        denials = tree.DenyAnswers.ToFrozenDictionary(pair => pair.Key, pair => Prepare(pair.Value, settings));
    }

    /// <summary>What the rule that allows adds; null: nothing.</summary>
    public RuleAnswer? OfAllow(in Decision decision) => allows.GetValueOrDefault(decision.Rule);

    /// <summary>What the rule that denies adds; null: nothing, or no rule denied.</summary>
    public RuleAnswer? OfDenial(in Decision decision) =>
        decision.Reason == DecisionReason.DeniedByRule ? denials.GetValueOrDefault(decision.Rule) : null;

    private static RuleAnswer Prepare(AllowAnswer answer)
    {
        var response = new WireWriter();
        foreach ((string name, string value) in answer.SetHeaders)
        {
            AnswerFields.SetHeader(response, name, value);
        }

        foreach ((string name, string value) in answer.AppendHeaders)
        {
            AnswerFields.AppendHeader(response, name, value);
        }

        foreach (string name in answer.RemoveHeaders)
        {
            AnswerFields.RemoveHeader(response, name);
        }

        foreach ((string name, string value) in answer.SetResponseHeaders)
        {
            AnswerFields.SetResponseHeader(response, AnswerFields.OkResponseHeaders, name, value);
        }

        foreach ((string name, string value) in answer.AppendResponseHeaders)
        {
            AnswerFields.AppendResponseHeader(response, AnswerFields.OkResponseHeaders, name, value);
        }

        foreach ((string name, string value) in answer.SetQuery)
        {
            AnswerFields.SetQuery(response, name, value);
        }

        foreach (string name in answer.RemoveQuery)
        {
            AnswerFields.RemoveQuery(response, name);
        }

        return new RuleAnswer(new AnswerFragment(response), MetadataOf(answer.Metadata));
    }

    private static RuleAnswer Prepare(DenyAnswer answer, AnswerSettings settings)
    {
        WireWriter response = new WireWriter().Message(1, new WireWriter().Varint(1, (ulong)answer.Status));
        AnswerFields.SetResponseHeader(response, AnswerFields.DeniedHeaders, "content-type", ProblemDocument.ContentType);
        bool hasChallenge = answer.SetHeaders.Concat(answer.AppendHeaders).Any(header => header.Key == "www-authenticate");
        if (answer.Status == 401 && !hasChallenge)
        {
            AnswerFields.SetResponseHeader(response, AnswerFields.DeniedHeaders, "www-authenticate", settings.Challenge);
        }

        if (settings.DecisionHeader)
        {
            AnswerFields.SetResponseHeader(
                response, AnswerFields.DeniedHeaders, AnswerHeaders.Decision, AnswerFragment.Hole);
        }

        foreach ((string name, string value) in answer.SetHeaders)
        {
            AnswerFields.SetResponseHeader(response, AnswerFields.DeniedHeaders, name, value);
        }

        foreach ((string name, string value) in answer.AppendHeaders)
        {
            AnswerFields.AppendResponseHeader(response, AnswerFields.DeniedHeaders, name, value);
        }

        response.Text(3, ProblemDocument.OfRule(answer));
        WireWriter denial = AnswerFields.StatusOf(DenialAnswers.CodeOf(answer.Status))
            .Message(AnswerFields.DeniedResponse, response);
        return new RuleAnswer(new AnswerFragment(denial), MetadataOf(answer.Metadata));
    }

    private static AnswerFragment MetadataOf(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var metadata = new WireWriter();
        foreach ((string key, string value) in entries)
        {
            metadata.Append(AnswerFields.MetadataEntry(key, value));
        }

        return new AnswerFragment(metadata);
    }
}
