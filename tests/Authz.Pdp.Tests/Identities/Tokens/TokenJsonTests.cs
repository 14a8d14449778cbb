using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Authz.Pdp.Identities.Tokens;

namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>
/// Our scan beside System.Text.Json: what ours takes, that takes too and finds the same in it. Seeds are fixed;
/// AUTHZ_FUZZ_ITERATIONS raises their number.
/// </summary>
public sealed class TokenJsonTests
{
    private const int IterationsDefault = 4000;

    private static readonly int Iterations = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? $"{IterationsDefault}", CultureInfo.InvariantCulture);

    private static readonly byte[][] Watched = [.. new[] { "a", "exp", "é", "" }.Select(Encoding.UTF8.GetBytes)];

    private static readonly string[] Pieces =
    [
        "\"a\"", "\"exp\"", "\"é\"", "\"\"", "\"b\"", "\"\\u0061\"", "\"\\n\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"x",
        "{", "}", "[", "]", ",", ":", ":", ":", "1", "-1", "0.5", "1e3", "01", "true", "false", "null", "nul", " ", "\n", "\u00a0",
        "{\"a\":", "{\"b\":1,", "\"exp\":1", "\"a\":[]", "\"b\":{}", "\"c\":\"d\"",
    ];

    [Fact]
    public void What_is_taken_System_Text_Json_reads_the_same()
    {
        int taken = 0;
        for (int seed = 0; seed < Iterations; seed++)
        {
            taken += Agrees(RandomText(new Random(seed)), $"seed {seed}") ? 1 : 0;
        }

        Assert.InRange(taken, Iterations / 100, Iterations - (Iterations / 100));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{\"a\":1}", true)]
    [InlineData("{\"a\":1,\"a\":1}", false)]
    [InlineData("{\"a\":1,\"\\u0061\":1}", false)]
    [InlineData("{\"a\":{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]}}}", true)]
    [InlineData("{\"b\":{\"c\":1,\"d\":2,\"c\":3}}", false)]
    [InlineData("{\"a\":1 \"b\":2}", false)]
    [InlineData("{\"a\" 1}", false)]
    [InlineData("{\"a\":}", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("{,\"a\":1}", false)]
    [InlineData("{\"a\":[1,]}", false)]
    [InlineData("{\"a\":[,1]}", false)]
    [InlineData("{\"a\":[1 2]}", false)]
    [InlineData("{\"a\":[1}", false)]
    [InlineData("{\"a\":[1]]", false)]
    [InlineData("{\"a\":{\"b\":1]}", false)]
    [InlineData("{1:2}", false)]
    [InlineData("{\"a\":1}x", false)]
    [InlineData("{\"a\":truex}", false)]
    [InlineData("{\"a\":NaN}", false)]
    [InlineData("{\"a\":+1}", false)]
    [InlineData("{\"a\":1.}", false)]
    [InlineData("{\"a\":\"\t\"}", false)]
    [InlineData("[]", false)]
    [InlineData("\"a\"", false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("{", false)]
    [InlineData("{\"a", false)]
    [InlineData("{\"a\":\"\\", false)]
    public void Objects_with_each_name_once_are_taken(string json, bool isTaken) =>
        Assert.Equal(isTaken, Agrees(Encoding.UTF8.GetBytes(json), json));

    [Fact]
    public void Nesting_is_taken_up_to_its_limit()
    {
        static string Nested(int levels) => $"{{\"a\":{new string('[', levels - 1)}{new string(']', levels - 1)}}}";

        Assert.True(IsTaken(Nested(TokenLimits.NestingMax)));
        Assert.False(IsTaken(Nested(TokenLimits.NestingMax + 1)));
        Assert.False(IsTaken($"{{\"a\":{new string('[', 10_000)}"));
    }

    [Fact]
    public void Names_are_taken_up_to_their_limit()
    {
        static string Named(int names) =>
            $"{{\"a\":{{{string.Join(',', Enumerable.Range(0, names - 1).Select(i => $"\"n{i}\":{i}"))}}}}}";

        Assert.True(IsTaken(Named(TokenLimits.NamesMax)));
        Assert.False(IsTaken(Named(TokenLimits.NamesMax + 1)));
    }

    [Fact]
    public void A_text_is_taken_up_to_the_length_of_a_token()
    {
        Assert.True(IsTaken("{}".PadRight(TokenLimits.TokenBytesMax)));
        Assert.False(IsTaken("{}".PadRight(TokenLimits.TokenBytesMax + 1)));
    }

    private static bool IsTaken(string json) => Agrees(Encoding.UTF8.GetBytes(json), json[..Math.Min(json.Length, 100)]);

    private static bool Agrees(byte[] text, string what)
    {
        var found = new TokenMember[Watched.Length];
        bool isTaken = Utf8.IsValid(text) && TokenJson.TryRead(text, Watched, found);
        if (!isTaken)
        {
            return false;
        }

        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var scratch = new byte[text.Length];
        for (int i = 0; i < Watched.Length; i++)
        {
            bool isThere = document.RootElement.TryGetProperty(Watched[i], out JsonElement value);
            Assert.True(isThere == found[i].IsPresent, what);
            if (!isThere)
            {
                continue;
            }

            if (found[i].IsText)
            {
                Assert.Equal(value.GetString(), Encoding.UTF8.GetString(found[i].PlainText(text, scratch)));
            }
            else
            {
                Assert.Equal(FormOf(value.ValueKind), found[i].Form);
                Assert.Equal(value.GetRawText(), Encoding.UTF8.GetString(found[i].Of(text)));
            }
        }

        return true;
    }

    private static TokenMemberForm FormOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Number => TokenMemberForm.Number,
        JsonValueKind.Array => TokenMemberForm.Array,
        _ => TokenMemberForm.Other,
    };

    /// <summary>Either well-formed with a mistake now and then, or pieces in any order.</summary>
    private static byte[] RandomText(Random random)
    {
        var text = new StringBuilder();
        if (random.Next(3) == 0)
        {
            for (int i = random.Next(12); i >= 0; i--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
            }
        }
        else
        {
            Write(text, random, 0);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (bytes.Length > 0 && random.Next(3) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static void Write(StringBuilder text, Random random, int depth)
    {
        int kind = depth == 0 ? 0 : random.Next(depth > 4 ? 2 : 0, 8);
        if (kind > 1)
        {
            text.Append(Pieces[random.Next(2) == 0 ? random.Next(8) : random.Next(18, 26)]);
            return;
        }

        text.Append(kind == 0 ? '{' : '[');
        int count = random.Next(4);
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : random.Next(30) == 0 ? " " : ",");
            text.Append(kind == 0 ? $"{Pieces[random.Next(8)]}:" : "");
            Write(text, random, depth + 1);
        }

        text.Append(kind == 0 ? '}' : ']');
    }
}
