using System.Globalization;
using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Signatures;

namespace Authz.Pdp.Tests.Identities.Signatures;

/// <summary>Seeds are fixed; AUTHZ_FUZZ_ITERATIONS raises their number.</summary>
public sealed class SignatureFuzzTests
{
    private static readonly string[] Pieces =
    [
        "sig1", "=", "(", ")", "\"@method\"", "\"@target-uri\"", "\"@path\"", "\"", " ", ",", ";", "created", "=1800000000",
        "keyid=\"reader-1\"", "alg=\"hmac-sha256\"", ":AAEC:", "?1", "\\", "\t", "é", "*", "-1", "nonce=\"x\"", ";req",
    ];

    [Fact]
    public void Whatever_stands_in_the_fields_is_refused_or_for_somebody_else()
    {
        var random = new Random(20261128);
        for (int i = 0; i < Iterations(30_000); i++)
        {
            CredentialProof proof = new SignedCall { Input = Text(random), Signature = Text(random) }.Prove();

            Assert.NotEqual(CredentialOutcome.Named, proof.Outcome);
        }
    }

    [Fact]
    public void No_change_of_one_byte_leaves_a_signature_good()
    {
        const string input = "sig1=(\"@method\" \"@authority\" \"@path\");created=1800000000;keyid=\"reader-1\"";
        const string text = "\"@method\": GET\n\"@authority\": api.gov.example\n\"@path\": /records/7\n\"@signature-params\": "
            + "(\"@method\" \"@authority\" \"@path\");created=1800000000;keyid=\"reader-1\"";
        Assert.Equal(CredentialOutcome.Named, new SignedCall { Base = text, Input = input }.Prove().Outcome);

        // Behind the label, which is not signed.
        for (int at = "sig1".Length; at < input.Length; at++)
        {
            for (char c = ' '; c <= '~'; c++)
            {
                if (c != input[at])
                {
                    string changed = $"{input[..at]}{c}{input[(at + 1)..]}";
                    Assert.NotEqual(CredentialOutcome.Named, new SignedCall { Base = text, Input = changed }.Prove().Outcome);
                }
            }
        }
    }

    [Fact]
    public void A_dictionary_ends()
    {
        var random = new Random(20261129);
        for (int i = 0; i < Iterations(30_000); i++)
        {
            byte[] text = [.. Text(random).Select(c => (byte)c)];
            int members = 0;
            var dictionary = new SignatureDictionary(text, isOfLists: (i & 1) == 0);
            while (dictionary.MoveNext())
            {
                members++;
                Assert.False(dictionary.Label.IsEmpty);
                Assert.False(dictionary.Value.IsEmpty);
            }

            Assert.True(members <= text.Length);
        }
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static int Iterations(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS"), CultureInfo.InvariantCulture, out int asked)
            ? asked
            : usual;
}
