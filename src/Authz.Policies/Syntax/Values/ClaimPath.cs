using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Values;

/// <summary>A claim of a token: its name, or a JSON pointer, which begins with a slash.</summary>
internal static class ClaimPath
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text) => IsPointer(text) ? JsonPointer.FaultOf(text) : AttributeName.FaultOf(text);

    public static ImmutableArray<string> StepsOf(string text) => IsPointer(text) ? JsonPointer.StepsOf(text) : [text];

    private static bool IsPointer(string text) => text.StartsWith('/');
}
