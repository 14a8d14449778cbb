using System.Globalization;
using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Tokens;

namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>
/// Whatever stands in the header: no exception, and nothing is proved by what was not signed. Seeds are fixed;
/// AUTHZ_FUZZ_ITERATIONS raises their number.
/// </summary>
public sealed class TokenFuzzTests : IDisposable
{
    private const int IterationsDefault = 4000;

    private static readonly int Iterations = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? $"{IterationsDefault}", CultureInfo.InvariantCulture);

    private static readonly string[] Algorithms = ["rsa RS256", "rsa PS256", "p256 ES256", "ed EdDSA"];

    private readonly TokenWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Any_one_bit_of_a_valid_token_spoils_it()
    {
        BearerTokens tokens = world.Version();
        foreach (string how in new[] { "p256 ES256", "ed EdDSA" })
        {
            byte[] token = Encoding.ASCII.GetBytes(TestTokens.Of(how: how));
            for (int bit = 0; bit < 8 * token.Length; bit++)
            {
                byte[] changed = [.. token];
                changed[bit / 8] ^= (byte)(1 << (bit % 8));

                AssertNothingIsProved(tokens, changed, $"{how}, bit {bit}");
            }
        }

        Assert.Equal(0, world.Cache.Entries);
    }

    [Fact]
    public void Any_one_character_of_a_valid_token_spoils_it()
    {
        const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/= ,";
        BearerTokens tokens = world.Version();
        byte[] token = Encoding.ASCII.GetBytes(TestTokens.Of(how: "ed EdDSA"));
        for (int at = 0; at < token.Length; at++)
        {
            foreach (char character in Characters)
            {
                byte[] changed = [.. token];
                changed[at] = (byte)character;
                if (changed[at] != token[at])
                {
                    AssertNothingIsProved(tokens, changed, $"{character} at {at}");
                }
            }
        }
    }

    [Fact]
    public void A_token_that_is_changed_in_several_ways_proves_nothing()
    {
        BearerTokens tokens = world.Version();
        byte[][] good = [.. Algorithms.Select(how => Encoding.ASCII.GetBytes(TestTokens.Of(how: how)))];
        int refused = 0;
        for (int seed = 0; seed < Iterations; seed++)
        {
            var random = new Random(seed);
            byte[] token = good[random.Next(good.Length)];
            byte[] changed = token;
            for (int count = random.Next(1, 5); count > 0; count--)
            {
                changed = Mutate(changed, good[random.Next(good.Length)], random);
            }

            if (!Array.Exists(good, other => other.AsSpan().SequenceEqual(changed)))
            {
                refused += AssertNothingIsProved(tokens, changed, $"seed {seed}") ? 1 : 0;
            }
        }

        // Most are still tokens of a declared issuer, and not only something opaque.
        Assert.InRange(refused, Iterations / 4, Iterations);
    }

    [Fact]
    public void A_header_or_payload_that_is_changed_and_signed_again_is_judged_without_an_exception()
    {
        BearerTokens tokens = world.Version();
        byte[][] texts = [.. TokenCase.Files.SelectMany(TokenCase.Read)
            .SelectMany(found => new[] { found.Header, found.Payload })
            .Where(json => json is not null)
            .Select(json => Encoding.UTF8.GetBytes(json?.ToString() ?? "")),
            "{\"iss\":\"https://idp.test\",\"aud\":[\"registry\"],\"exp\":1800000300,\"sub\":\"portal\"}"u8.ToArray()];
        for (int seed = 0; seed < Iterations; seed++)
        {
            var random = new Random(seed);
            byte[] header = random.Next(2) == 0 ? "{\"alg\":\"EdDSA\",\"kid\":\"ed\"}"u8.ToArray() : Text(texts, random);
            string token = TestKeys.Sign(Encoding.Latin1.GetString(header), Encoding.Latin1.GetString(Text(texts, random)), "ed EdDSA");

            Assert.True(Enum.IsDefined(TokenWorld.Prove(tokens, token).Outcome), $"seed {seed}");
        }
    }

    [Fact]
    public void Anything_at_all_is_judged_without_an_exception()
    {
        BearerTokens tokens = world.Version();
        const string Characters = "eyJ.{}\"=,; \tBearer~+/-_0é\0";
        for (int seed = 0; seed < Iterations; seed++)
        {
            var random = new Random(seed);
            string[] lines = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
                string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Characters[random.Next(Characters.Length)])))];
            CredentialOutcome outcome = TokenWorld.Prove(tokens, lines, target: lines[0]).Outcome;

            Assert.True(outcome is CredentialOutcome.Absent or CredentialOutcome.Rejected, $"seed {seed}");
        }
    }

    private static byte[] Text(byte[][] texts, Random random)
    {
        byte[] text = [.. texts[random.Next(texts.Length)]];
        return text.Length == 0 || random.Next(3) == 0 ? text : Mutate(text, texts[random.Next(texts.Length)], random);
    }

    /// <returns>Whether it was refused, and not only of no use.</returns>
    private static bool AssertNothingIsProved(BearerTokens tokens, byte[] token, string what)
    {
        // Bytes above ASCII come through as they are.
        byte[] bytes = [.. "authorizationBearer "u8, .. token];
        var request = new Policies.Requests.AccessRequest
        {
            Headers = new Policies.Requests.HeaderList(bytes, [new Policies.Requests.HeaderSlot(0, 13, 13, bytes.Length - 13)], isRaw: true),
            Target = "/"u8,
            Time = TokenWorld.Now,
        };
        CredentialOutcome outcome = tokens.Prove(in request).Outcome;
        Assert.True(outcome is CredentialOutcome.Absent or CredentialOutcome.Rejected, what);
        return outcome == CredentialOutcome.Rejected;
    }

    private static byte[] Mutate(byte[] text, byte[] other, Random random)
    {
        int at = random.Next(text.Length);
        int length = random.Next(1, Math.Min(20, text.Length - at) + 1);
        int from = random.Next(other.Length);
        return random.Next(5) switch
        {
            0 => [.. text[..at], (byte)random.Next(256), .. text[(at + 1)..]],
            1 => [.. text[..at], .. text[(at + length)..], (byte)'A'],
            2 => [.. text[..at], .. text.AsSpan(at, length), .. text[at..]],
            3 => [.. text[..at], .. other[from..]],
            _ => [.. text[..at], .. other[from..Math.Min(other.Length, from + length)], .. text[at..]],
        };
    }
}
