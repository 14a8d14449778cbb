using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Policies.Syntax.Values;

/// <summary>
/// Keys that anybody would try. That a key has little entropy is not seen in its digest; that it is one of these is.
/// </summary>
internal static class ObviousKey
{
    private static readonly string[] Words =
    [
        "", "0", "1", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "0000", "00000000",
        "11111111", "abc", "abc123", "abcd", "abcdef", "admin", "administrator", "api", "apikey", "api-key", "api_key", "bar",
        "change-it", "change-me", "change_me", "changeit", "changeme", "default", "demo", "dev", "development", "dummy",
        "example", "foo", "foobar", "govstack", "guest", "hello", "key", "letmein", "mykey", "mysecret", "none", "null", "pass",
        "passw0rd", "password", "password1", "placeholder", "pwd", "qwerty", "root", "s3cr3t", "sample", "sandbox", "secret",
        "secret-key", "secretkey", "system", "test", "test-key", "test123", "testing", "testkey", "token", "undefined", "user",
        "welcome", "xroad", "x-road", "your-api-key", "your-key",
    ];

    private static readonly FrozenDictionary<string, string> Known = Words
        .SelectMany(Variants)
        .DistinctBy(variant => variant.Text)
        .ToFrozenDictionary(variant => DigestOf(variant.Text), variant => variant.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the digest is of, in words; null: of nothing that is obvious.</summary>
    /// <param name="near">What else comes to mind: names that stand beside the key.</param>
    public static string? Find(string digest, IEnumerable<string> near) =>
        Known.TryGetValue(digest, out string? name)
            ? name
            : near.SelectMany(Variants)
                .Where(variant => DigestOf(variant.Text).Equals(digest, StringComparison.OrdinalIgnoreCase))
                .Select(variant => variant.Name)
                .FirstOrDefault();

    // `echo key | sha256sum` digests a line end too. Such a key would not even fit into a header.
    private static IEnumerable<(string Text, string Name)> Variants(string word)
    {
        string name = word.Length == 0 ? "an empty text" : $"`{word}`";
        yield return (word, name);
        yield return ($"{word}\n", $"{name} and a line end");
        yield return ($"{word}\r\n", $"{name} and a line end");
        if (word.Length > 0)
        {
            string capital = word.ToUpperInvariant();
            yield return (capital, $"`{capital}`");
            string first = capital[..1] + word[1..];
            yield return (first, $"`{first}`");
        }
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
