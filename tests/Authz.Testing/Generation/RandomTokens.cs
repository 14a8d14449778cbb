using System.Text;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>Verified tokens: of the issuer that a condition asks for or of another, with claims of every kind.</summary>
internal sealed class RandomTokens(RandomSource random)
{
    private static readonly string[] Scopes =
        ["one", "one two", "two one", " one  two ", "", " ", "x one\\u0020e", "one\\ttwo", "one,two", "one\u00a0two"];

    private readonly RandomJson json = new(random);

    public NaiveToken Build() =>
        new(random.Pick(RandomVocabulary.Issuers), Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Claims())));

    private string Claims() => random.Between(1, 40) switch
    {
        1 => random.Pick("", " ", "{", "null", "7", "\"one\"", "[{\"sub\":\"one\"}]", "{\"sub\":\"one\"}x"),
        2 => $"{{\"sub\":{json.Value(1)},\"sub\":{json.Value(1)}}}",
        3 => $"{{\"sub\":\"one\",\"scope\":{string.Concat(Enumerable.Repeat("[", 63))}{string.Concat(Enumerable.Repeat("]", 63))}}}",
        4 => "{\"scope\":\"one \\ud800\",\"sub\":\"one\"}",
        _ => Object(),
    };

    private string Object()
    {
        var members = new List<string>();
        if (random.Chance(80))
        {
            members.Add($"\"{(random.Chance(95) ? "sub" : "s\\u0075b")}\":{json.Value(1)}");
        }

        if (random.Chance(70))
        {
            members.Add($"\"scope\":{(random.Chance(75) ? $"\"{random.Pick(Scopes)}\"" : json.Value(1))}");
        }

        string others = json.Object()[1..^1];
        return $" {{{string.Join(", ", others.Length == 0 ? members : members.Append(others))}}}\n";
    }
}
