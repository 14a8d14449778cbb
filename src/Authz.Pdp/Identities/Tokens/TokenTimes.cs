using System.Buffers.Text;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// From when to when a token is valid, in seconds since 1970 (RFC 7519 §4.1.4 to §4.1.6). Read by us and not by the library,
/// which takes numbers in more forms and cuts them in its own way.
/// </summary>
/// <param name="Expires">It is valid before this second.</param>
/// <param name="NotBefore">It is valid from this second on; zero where the token says nothing.</param>
/// <param name="IssuedAt">Zero where the token says nothing.</param>
internal readonly record struct TokenTimes(long Expires, long NotBefore, long IssuedAt)
{
    /// <summary>False: no `exp`, or something that is no plain number of seconds.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, TokenMember expires, TokenMember notBefore, TokenMember issuedAt, out TokenTimes times)
    {
        long end = 0;
        long begin = 0;
        long issued = 0;

        // Parts of a second are counted against the token: it ends a little early and begins a little late.
        bool areRead = TryReadSeconds(payload, expires, 0, out end)
            && (!notBefore.IsPresent || TryReadSeconds(payload, notBefore, 1, out begin))
            && (!issuedAt.IsPresent || TryReadSeconds(payload, issuedAt, 1, out issued));
        times = new TokenTimes(end, begin, issued);
        return areRead;
    }

    public bool IsValidAt(DateTimeOffset time, TimeSpan leeway)
    {
        long now = (time - DateTimeOffset.UnixEpoch).Ticks;
        long ahead = TimeSpan.TicksPerSecond * TokenLimits.IssuedAheadSecondsMax;
        return now < (Expires * TimeSpan.TicksPerSecond) + leeway.Ticks
            && now >= (NotBefore * TimeSpan.TicksPerSecond) - leeway.Ticks
            && now >= (IssuedAt * TimeSpan.TicksPerSecond) - ahead;
    }

    /// <summary>When it expires for good, whoever's clock is right.</summary>
    public DateTimeOffset ExpiresAt(TimeSpan leeway)
    {
        long seconds = Math.Min(Expires + (long)leeway.TotalSeconds + 1, TokenLimits.SecondsMax);
        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    /// <summary>Digits, perhaps with a fraction. No sign, no exponent, no string, nothing beyond the year 9999.</summary>
    private static bool TryReadSeconds(ReadOnlySpan<byte> payload, TokenMember member, long forFraction, out long seconds)
    {
        seconds = 0;
        if (member.Form != TokenMemberForm.Number)
        {
            return false;
        }

        ReadOnlySpan<byte> number = member.Of(payload);
        int whole = number.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        whole = whole < 0 ? number.Length : whole;
        ReadOnlySpan<byte> rest = number[whole..];
        if (!Utf8Parser.TryParse(number[..whole], out seconds, out int read) || read != whole || seconds > TokenLimits.SecondsMax)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] != '.' || rest[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        seconds += rest[1..].ContainsAnyExcept((byte)'0') ? forFraction : 0;
        return true;
    }
}
