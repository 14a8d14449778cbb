using System.Collections.Frozen;

namespace Authz.Policies.Syntax.Values;

/// <summary>Claims by which a token names a building block: top-level ones, each with the text that it must be.</summary>
internal static class ClaimText
{
    public const string Subject = "sub";

    // By RFC 8693 and RFC 9068, and as OpenID Connect has it: to which client a token was given.
    private static readonly FrozenSet<string> Clients = FrozenSet.Create("client_id", "azp");

    private static readonly FrozenSet<string> Changing = FrozenSet.Create("exp", "nbf", "iat", "jti");

    /// <summary>Whether it says to which client a token was given: that of every user of the client says the same.</summary>
    public static bool NamesClient(string name) => Clients.Contains(name);

    /// <summary>What is wrong with a name, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfName(string name)
    {
        if (name is "iss" or "aud")
        {
            return "is for the Issuer to say, under `issuer` and `audiences`";
        }

        if (Changing.Contains(name))
        {
            return "differs from token to token";
        }

        return name.StartsWith('/')
            ? "is a JSON pointer; a token names a building block by top-level claims alone"
            : AttributeName.FaultOf(name);
    }

    /// <summary>What is wrong with a value, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfValue(string value)
    {
        if (value.Length == 0)
        {
            return "is empty";
        }

        if (value.Length > PolicyLimits.ClaimValueLengthMax)
        {
            return $"is longer than {PolicyLimits.ClaimValueLengthMax} characters";
        }

        return value.Any(char.IsControl) ? "has a control character" : null;
    }
}
