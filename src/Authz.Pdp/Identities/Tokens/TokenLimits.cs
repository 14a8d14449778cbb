using Authz.Policies;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>How much one bearer token may cost.</summary>
public static class TokenLimits
{
    /// <summary>Bytes of a token as it is sent.</summary>
    public const int TokenBytesMax = 16 * 1024;

    /// <summary>Objects and arrays within one another, in the header and in the payload.</summary>
    public const int NestingMax = 32;

    /// <summary>Names of all objects of a header or payload together.</summary>
    public const int NamesMax = 256;

    /// <summary>Keys that are tried for a token that names none.</summary>
    public const int KeysTriedMax = 8;

    /// <summary>The latest `exp`, `nbf` and `iat`: the last second of the year 9999.</summary>
    public const long SecondsMax = 253_402_300_799;

    /// <summary>How far ahead `iat` may be. It is no less than any leeway, so that clocks that may differ may differ here too.</summary>
    public const int IssuedAheadSecondsMax = PolicyLimits.LeewaySecondsMax;

    /// <summary>
    /// How far ahead the time may be at which keys were fetched: the clock is put right now and then. Beyond it the clock
    /// was wrong, and how old the keys are nobody knows.
    /// </summary>
    public const int KeysAheadSecondsMax = 300;
}
