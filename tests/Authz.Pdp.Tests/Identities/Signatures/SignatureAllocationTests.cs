using System.Security.Cryptography;
using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Requests;

namespace Authz.Pdp.Tests.Identities.Signatures;

/// <summary>Signatures that nobody saw before, one after the other: what is remembered of each has its place already.</summary>
public sealed class SignatureAllocationTests
{
    private const int Calls = 400;

    [Fact]
    public void Proving_by_a_new_signature_allocates_nothing()
    {
        var signatures = new MessageSignatures(SignedCall.Policies(), SignedCall.UsualSecrets(), new ReplayCache());
        (byte[] Bytes, HeaderSlot[] Slots)[] headers = [.. Enumerable.Range(0, 2 * Calls).Select(Sign)];
        int named = 0;
        long before = 0;
        for (int i = 0; i < headers.Length; i++)
        {
            before = i == Calls ? GC.GetAllocatedBytesForCurrentThread() : before;
            var request = new AccessRequest
            {
                Method = "GET"u8,
                Target = "/records/7"u8,
                Host = "api.gov.example"u8,
                Headers = new HeaderList(headers[i].Bytes, headers[i].Slots, isRaw: true),
                Time = DateTimeOffset.FromUnixTimeSeconds(SignedCall.Now),
            };
            named += signatures.Prove(in request) is { Outcome: CredentialOutcome.Named, Block: SignedCall.Block } ? 1 : 0;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(headers.Length, named);
        Assert.InRange(allocated, 0, Calls - 1);
    }

    private static (byte[] Bytes, HeaderSlot[] Slots) Sign(int nonce)
    {
        string input = $"(\"@method\" \"@authority\" \"@path\");created={SignedCall.Now};keyid=\"reader-1\";nonce=\"n{nonce}\"";
        string signed = $"\"@method\": GET\n\"@authority\": api.gov.example\n\"@path\": /records/7\n\"@signature-params\": {input}";
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SignedCall.Secret), Encoding.UTF8.GetBytes(signed)));
        string[] texts = ["signature-input", $"sig1={input}", "signature", $"sig1=:{signature}:"];
        int[] starts = [0, texts[0].Length, texts[0].Length + texts[1].Length, texts[0].Length + texts[1].Length + texts[2].Length];
        return (
            Encoding.ASCII.GetBytes(string.Concat(texts)),
            [
                new HeaderSlot(starts[0], texts[0].Length, starts[1], texts[1].Length),
                new HeaderSlot(starts[2], texts[2].Length, starts[3], texts[3].Length),
            ]);
    }
}
