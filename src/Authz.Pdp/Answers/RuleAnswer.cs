namespace Authz.Pdp.Answers;

/// <summary>What a rule adds to the answers that name it, prepared.</summary>
/// <param name="Response">Of an allow: fields within the ok_response. Of a denial: the status and the whole response.</param>
/// <param name="Metadata">Entries of the dynamic metadata; they come before ours, so that ours would win.</param>
internal sealed record RuleAnswer(AnswerFragment Response, AnswerFragment Metadata)
{
    public static RuleAnswer None { get; } = new(new AnswerFragment(new WireWriter()), new AnswerFragment(new WireWriter()));
}
