namespace Authz.LoadGenerator.Answers;

/// <summary>What Envoy would make of an answer. Zero is what no answer should be.</summary>
public enum AnswerKind : byte
{
    /// <summary>No CheckResponse, or one that says no status: Envoy would forward the call, and nobody meant it.</summary>
    Broken = 0,
    Allowed,
    Refused,
    Error,
}
