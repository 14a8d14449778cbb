using System.Buffers.Binary;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Answers;

/// <summary>Reads a CheckResponse for its verdict alone, in place.</summary>
public static class AnswerReader
{
    private const int PrefixBytes = 5;
    private const int Status = 1;
    private const int Denied = 2;
    private const int Ok = 3;
    private const int Error = 5;
    private const int StatusCode = 1;

    /// <param name="frame">All that came in DATA frames: one gRPC frame.</param>
    public static AnswerKind Read(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < PrefixBytes || frame[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(frame[1..]) != frame.Length - PrefixBytes)
        {
            return AnswerKind.Broken;
        }

        ReadOnlySpan<byte> rest = frame[PrefixBytes..];
        bool hasStatus = false;
        ulong code = 0;
        int answer = 0;
        while (!rest.IsEmpty)
        {
            if (!WireFields.TryRead(ref rest, out int number, out ulong value, out ReadOnlySpan<byte> content))
            {
                return AnswerKind.Broken;
            }

            _ = value;
            if (number == Status)
            {
                hasStatus = true;
                if (!TryReadCode(content, ref code))
                {
                    return AnswerKind.Broken;
                }
            }
            else if (number is Denied or Ok or Error)
            {
                answer = number;
            }
        }

        return (hasStatus, code, answer) switch
        {
            (false, _, _) => AnswerKind.Broken,
            (_, 0, Ok) => AnswerKind.Allowed,

            // Envoy forwards it all the same, so it must not pass for a refusal.
            (_, 0, _) => AnswerKind.Broken,
            (_, _, Error) => AnswerKind.Error,
            _ => AnswerKind.Refused,
        };
    }

    public static bool Agrees(AnswerKind kind, ExpectedVerdict expected) => expected switch
    {
        ExpectedVerdict.Allowed => kind == AnswerKind.Allowed,
        ExpectedVerdict.Refused => kind == AnswerKind.Refused,
        ExpectedVerdict.RefusedOrError => kind is AnswerKind.Refused or AnswerKind.Error,
    };

    private static bool TryReadCode(ReadOnlySpan<byte> status, ref ulong code)
    {
        while (!status.IsEmpty)
        {
            if (!WireFields.TryRead(ref status, out int number, out ulong value, out _))
            {
                return false;
            }

            code = number == StatusCode ? value : code;
        }

        return true;
    }
}
