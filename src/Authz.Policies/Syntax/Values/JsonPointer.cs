using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Values;

/// <summary>JSON pointers (RFC 6901): empty, or steps that each begin with a slash; `~1` is a slash, `~0` a tilde.</summary>
internal static class JsonPointer
{
    private const char Separator = '/';
    private const char Escape = '~';

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text[0] != Separator)
        {
            return "does not begin with a slash";
        }

        if (text.Length > PolicyLimits.PointerLengthMax)
        {
            return $"is longer than {PolicyLimits.PointerLengthMax} characters";
        }

        if (text.AsSpan().Count(Separator) > PolicyLimits.PointerStepsMax)
        {
            return $"has more than {PolicyLimits.PointerStepsMax} steps";
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape && (i + 1 == text.Length || text[i + 1] is not ('0' or '1')))
            {
                return "has a `~` that is neither `~0`, a tilde, nor `~1`, a slash";
            }
        }

        return null;
    }

    /// <summary>The steps of a pointer without fault, unescaped.</summary>
    public static ImmutableArray<string> StepsOf(string text) => text.Length == 0
        ? []
        : [.. text[1..].Split(Separator).Select(step => step
            .Replace("~1", "/", StringComparison.Ordinal)
            .Replace("~0", "~", StringComparison.Ordinal))];
}
