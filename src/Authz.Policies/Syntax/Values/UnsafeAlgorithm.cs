namespace Authz.Policies.Syntax.Values;

/// <summary>Algorithms that tokens know and that this language refuses, each with its reason.</summary>
internal static class UnsafeAlgorithm
{
    private const string None = "none";
    private const string Symmetric = "HS";

    /// <summary>Why it is refused, as the end of a sentence; null: it is not one of these.</summary>
    public static string? FaultOf(string algorithm)
    {
        if (string.Equals(algorithm, None, StringComparison.OrdinalIgnoreCase))
        {
            return "signs nothing: anybody could write such a token";
        }

        return algorithm.StartsWith(Symmetric, StringComparison.OrdinalIgnoreCase)
            ? "signs with a shared secret: whoever can verify such a token can also write one"
            : null;
    }
}
