namespace Authz.Cli.Servers;

/// <summary>A secret that says who calls. Never printed.</summary>
/// <param name="Origin">Where it is from, for messages.</param>
internal sealed record BearerToken(string Secret, string Origin)
{
    private const int LengthMax = 16 * 1024;

    /// <summary>In a service's own file of tokens: `NAME ROLE[,ROLE] TOKEN`.</summary>
    private const int CallerWords = 3;

    /// <exception cref="InputException">It is no token; the message does not repeat it.</exception>
    public static BearerToken Parse(string text, string origin)
    {
        string secret = text.Trim();
        return secret.Length is > 0 and <= LengthMax && secret.All(static c => char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c))
            ? new BearerToken(secret, origin)
            : throw new InputException($"{origin} holds no token: 1 to {LengthMax} letters, digits and `-._~+/=`, without `Bearer`");
    }

    /// <summary>A file with a token alone, or with one line of those that a service makes (`admin.tokens`).</summary>
    public static BearerToken ReadFile(string path)
    {
        string origin = $"the token file {path}";
        string[] lines =
        [
            .. SecretFile.Read(path, "the token file").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !line.StartsWith('#')),
        ];
        if (lines.Length != 1)
        {
            throw new InputException($"{origin} holds {lines.Length} lines: write your own token into a file of its own, readable by you alone");
        }

        string[] words = lines[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            CallerWords when words[^1].StartsWith("sha256:", StringComparison.Ordinal) => throw new InputException(
                $"{origin} holds the digest of a token, from which nobody gets the token: name a file that holds the token itself"),
            1 or CallerWords => Parse(words[^1], origin),
            _ => throw new InputException($"{origin} holds no token: write the token alone into it"),
        };
    }

    public override string ToString() => Origin;
}
