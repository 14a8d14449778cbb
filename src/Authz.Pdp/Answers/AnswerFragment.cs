namespace Authz.Pdp.Answers;

/// <summary>Bytes of an answer, prepared but for the decision id, which has one width wherever it stands.</summary>
internal sealed class AnswerFragment
{
    private readonly byte[] bytes;
    private readonly int[] holes;

    public AnswerFragment(WireWriter message)
    {
        bytes = message.ToArray();
        var found = new List<int>();
        ReadOnlySpan<byte> hole = new byte[DecisionId.Length];
        for (int at = bytes.AsSpan().IndexOf(hole); at >= 0;)
        {
            found.Add(at);
            int next = bytes.AsSpan(at + hole.Length).IndexOf(hole);
            at = next < 0 ? -1 : at + hole.Length + next;
        }

        holes = [.. found];
    }

    /// <summary>Stands for the decision id in a text: control characters, which no text of ours has otherwise.</summary>
    public static string Hole { get; } = new('\0', DecisionId.Length);

    public int Length => bytes.Length;

    /// <summary>All of it, for a fragment that the decision id is no part of.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    public void CopyTo(Span<byte> destination, ReadOnlySpan<byte> decisionId)
    {
        bytes.CopyTo(destination);
        foreach (int hole in holes)
        {
            decisionId.CopyTo(destination[hole..]);
        }
    }
}
