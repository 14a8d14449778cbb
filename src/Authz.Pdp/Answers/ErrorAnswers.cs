using System.Buffers;

namespace Authz.Pdp.Answers;

/// <summary>Answers where there is no decision. They need no version: there may be none.</summary>
public static class ErrorAnswers
{
    private const int HttpStatus = 503;

    private static readonly AnswerFragment[] Answers =
    [
        .. Enum.GetValues<CheckFailure>().Select(failure => new AnswerFragment(AnswerFields.StatusOf(CodeOf(failure))
            .Message(AnswerFields.ErrorResponse, AnswerFields.HttpAnswer(
                HttpStatus, ProblemDocument.Failure(HttpStatus), ("content-type", ProblemDocument.ContentType)))
            .Message(AnswerFields.DynamicMetadata, MetadataOf(failure)))),
    ];

    public static void Write(CheckFailure failure, in DecisionId id, IBufferWriter<byte> response)
    {
        Span<byte> decisionId = stackalloc byte[DecisionId.Length];
        id.Write(decisionId);
        AnswerFragment answer = Answers[(int)failure < Answers.Length ? (int)failure : (int)CheckFailure.Bug];
        answer.CopyTo(response.GetSpan(answer.Length), decisionId);
        response.Advance(answer.Length);
    }

    /// <summary>The word for it in metadata and logs.</summary>
    public static string TokenOf(CheckFailure failure) => failure switch
    {
        CheckFailure.Bug => "error",
        CheckFailure.Overloaded => "overloaded",
        CheckFailure.DeadlineExceeded => "deadline_exceeded",
        CheckFailure.NotReady => "not_ready",
    };

    private static WireWriter MetadataOf(CheckFailure failure)
    {
        WireWriter id = AnswerFields.MetadataEntry("decision_id", AnswerFragment.Hole);
        return id.Append(AnswerFields.MetadataEntry("reason", TokenOf(failure)));
    }

    // Codes of google.rpc: INTERNAL, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, UNAVAILABLE.
    private static ulong CodeOf(CheckFailure failure) => failure switch
    {
        CheckFailure.Bug => 13,
        CheckFailure.Overloaded => 8,
        CheckFailure.DeadlineExceeded => 4,
        CheckFailure.NotReady => 14,
    };
}
