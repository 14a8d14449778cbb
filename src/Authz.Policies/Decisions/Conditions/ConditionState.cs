using System.Buffers;
using Authz.Policies.Decisions.Conditions.Json;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>
/// What one decision keeps while it evaluates conditions. It rents and gives back; nothing is allocated. The default is for a
/// decision without conditions.
/// </summary>
internal struct ConditionState
{
    /// <summary>Results of nodes that are kept; a power of two.</summary>
    public const int MemoLength = 256;

    /// <summary>
    /// Bytes that one decision looks at for its conditions, one value again for each comparison: what would be beyond is
    /// unknown. It bounds the time that thousands of conditional rules and a large body can cost together.
    /// </summary>
    public const int WorkMax = 64 * 1024 * 1024;

    private readonly int[] memo;
    private readonly byte[] path;
    private readonly int pathLength;
    private byte[]? left;
    private byte[]? right;
    private ConditionTrail trail;

    /// <param name="path">Below the base path, as sent and decoded.</param>
    public ConditionState(ReadOnlySpan<byte> path)
    {
        this.path = ArrayPool<byte>.Shared.Rent(path.Length);
        path.CopyTo(this.path);
        pathLength = path.Length;
        memo = ArrayPool<int>.Shared.Rent(MemoLength);
        memo.AsSpan(0, MemoLength).Clear();
        WorkLeft = WorkMax;
    }

    public readonly ReadOnlySpan<byte> Path => path.AsSpan(0, pathLength);

    /// <summary>Deny rules match paths in any case.</summary>
    public bool IsDeny { get; set; }

    /// <summary>Of the pattern by which the rule at hand matched.</summary>
    public int Captures { get; set; }

    public int WorkLeft { get; private set; }

    /// <summary>Somebody wants to know what conditions come to.</summary>
    public bool IsTrailKept { get; init; }

    public ConditionTrail Trail { readonly get => trail; init => trail = value; }

    /// <summary>Of the caller's verified token; null: none came.</summary>
    public TokenClaims? Claims { get; init; }

    /// <summary>Null: nothing has asked for the body yet.</summary>
    public JsonReading? Body { get; set; }

    /// <summary>Null: nothing has asked for a claim of the token's issuer yet.</summary>
    public JsonReading? Token { get; set; }

    /// <summary>False: no more may be looked at.</summary>
    public bool TryCharge(long bytes)
    {
        if (bytes > WorkLeft)
        {
            WorkLeft = 0;
            return false;
        }

        WorkLeft -= (int)bytes;
        return true;
    }

    public readonly bool TryRecall(int node, out Ternary result)
    {
        int kept = memo[node & (MemoLength - 1)];
        result = (Ternary)(kept & 3);
        return kept >> 2 == node + 1;
    }

    public readonly void Keep(int node, Ternary result) => memo[node & (MemoLength - 1)] = ((node + 1) << 2) | (int)result;

    /// <summary>What the condition of a rule came to.</summary>
    public void Note(int rule, Ternary outcome)
    {
        if (IsTrailKept)
        {
            trail.Note(rule, outcome);
        }
    }

    /// <summary>Room for a value that has to be decoded: each side of a comparison has its own.</summary>
    public Span<byte> Rent(int length, bool isRight)
    {
        ref byte[]? scratch = ref left;
        if (isRight)
        {
            scratch = ref right;
        }

        if (scratch is null || scratch.Length < length)
        {
            Return(scratch);
            scratch = ArrayPool<byte>.Shared.Rent(length);
        }

        return scratch;
    }

    public void Release()
    {
        ArrayPool<int>.Shared.Return(memo);
        Return(path);
        Return(left);
        Return(right);
        left = null;
        right = null;
        Return(Body);
        Return(Token);
        Body = null;
        Token = null;
    }

    private static void Return(JsonReading? reading)
    {
        if (reading is { Places: { } places })
        {
            ArrayPool<JsonPlace>.Shared.Return(places);
        }
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
