using System.Collections.Frozen;

namespace Authz.Policies.Syntax.Values;

/// <summary>
/// Headers that an answer may change. What frames a message, names the caller or steers Envoy is not among them: a
/// policy would undo what was decided, or make Envoy answer 500 to everybody.
/// </summary>
internal static class AnswerHeader
{
    private const string ContentType = "content-type";
    private const string ContentEncoding = "content-encoding";
    private const string Challenge = "www-authenticate";

    // A citizen's session is as good a name as a token.
    private static readonly FrozenSet<string> Credentials = Set("authorization", "cookie");

    private static readonly FrozenSet<string> Overrides = Set(
        "x-http-method-override", "x-http-method", "x-method-override", "x-original-url", "x-rewrite-url", "x-original-host",
        "x-original-method");

    /// <summary>What is wrong with a header that is set or appended, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfSet(string name) => FaultOfAny(name)
        ?? (Credentials.Contains(name) ? "says who is calling; it can be removed and not set"
            : IsOverride(name) ? "makes a service do something else than what was decided; it can be removed and not set"
            : null);

    /// <summary>Whether a service that heeds it would do something else than what was decided.</summary>
    public static bool IsOverride(string name) => Overrides.Contains(name);

    /// <summary>The same for one that is removed.</summary>
    public static string? FaultOfRemoved(string name) => FaultOfAny(name);

    /// <summary>The same for a header of a response.</summary>
    public static string? FaultOfResponse(string name) => FaultOfAny(name) ?? FaultOfOutcome(name);

    /// <summary>The same for a header of a refusal, whose body is a problem document.</summary>
    public static string? FaultOfRefusal(string name, int status) => FaultOfAny(name)
        ?? FaultOfOutcome(name)
        ?? (Is(name, ContentType) || Is(name, ContentEncoding) ? "is always that of a problem document"
            : Is(name, Challenge) && status != 401 ? "goes with the status 401 alone"
            : null);

    /// <summary>What is wrong with a value, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfValue(string value)
    {
        if (value.Length == 0)
        {
            return "is empty: Envoy drops such a header";
        }

        if (value.Length > PolicyLimits.AnswerValueLengthMax)
        {
            return $"is longer than {PolicyLimits.AnswerValueLengthMax} characters";
        }

        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return "has a line end, a control character or one beyond ASCII";
        }

        return value[0] == ' ' || value[^1] == ' ' ? "begins or ends with a space, which is no part of a header's value" : null;
    }

    // To a caller by gRPC `grpc-status: 0` is success, whatever was decided.
    private static string? FaultOfOutcome(string name) =>
        HasPrefix(name, "grpc-") ? "says how a gRPC call ended, which is for Envoy and the service to say" : null;

    private static string? FaultOfAny(string name)
    {
        if (name.StartsWith(':'))
        {
            return "is a pseudo-header: it says where the request goes";
        }

        if (!HeaderText.IsToken(name))
        {
            return "is no name of a header";
        }

        if (name.Length > PolicyLimits.AnswerNameLengthMax)
        {
            return $"is longer than {PolicyLimits.AnswerNameLengthMax} characters";
        }

        if (name.Contains('_'))
        {
            return "has an underscore, which many servers take for `-`";
        }

        return ReservedHeader.FaultOf(name);
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static bool HasPrefix(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
