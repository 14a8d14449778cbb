using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Identities.Signatures;

public sealed class ReplayTests
{
    private static readonly CredentialProof Reader = CredentialProof.Named(SignedCall.Block);
    private static readonly CredentialProof Replayed = CredentialProof.Rejected(DecisionReason.SignatureReplayed);
    private static readonly CredentialProof Full = CredentialProof.Rejected(DecisionReason.ReplayCacheFull);

    [Fact]
    public void A_signature_is_taken_once_by_each_side_of_a_call()
    {
        var replays = new ReplayCache();

        Assert.Equal(Reader, Call(replays, hop: "outbound").Prove());
        Assert.Equal(Reader, Call(replays).Prove());
        Assert.Equal(Replayed, Call(replays).Prove());
        Assert.Equal(Replayed, Call(replays, hop: "outbound").Prove());
    }

    [Fact]
    public void Like_calls_are_told_apart_by_their_nonce()
    {
        var replays = new ReplayCache();

        Assert.Equal(Reader, Call(replays, nonce: "a").Prove());
        Assert.Equal(Reader, Call(replays, nonce: "b").Prove());
        Assert.Equal(Replayed, Call(replays, nonce: "a").Prove());
    }

    [Fact]
    public void A_replay_is_refused_for_as_long_as_the_signature_is_valid()
    {
        var replays = new ReplayCache();
        for (long time = SignedCall.Now; time <= SignedCall.Now + SignatureLimits.AgeSecondsMax; time++)
        {
            CredentialProof proof = Call(replays).Prove(SignedCall.Policies(SignatureLimits.AgeSecondsMax), time);

            Assert.Equal(time == SignedCall.Now ? Reader : Replayed, proof);

            // Others are noted meanwhile, in the minute at hand.
            Assert.Equal(Reader, Call(replays, created: time, nonce: $"{time}").Prove(SignedCall.Policies(), time));
        }
    }

    [Fact]
    public void A_full_cache_refuses_and_a_later_minute_is_another_one()
    {
        var replays = new ReplayCache(2);

        Assert.Equal(Reader, Call(replays, nonce: "a").Prove());
        Assert.Equal(Reader, Call(replays, nonce: "b").Prove());
        Assert.Equal(Full, Call(replays, nonce: "c").Prove());
        Assert.Equal(Replayed, Call(replays, nonce: "a").Prove());
        Assert.Equal(Reader, Call(replays, nonce: "c", created: SignedCall.Now + 60).Prove(SignedCall.Policies(), SignedCall.Now + 60));
    }

    [Fact]
    public void A_bad_signature_uses_up_nothing()
    {
        var replays = new ReplayCache(1);
        for (int i = 0; i < 10; i++)
        {
            var forged = new SignedCall { Replays = replays, SignedWith = SignedCall.OtherSecret };
            Assert.Equal(CredentialProof.Rejected(DecisionReason.BadSignature), forged.Prove());
        }

        Assert.Equal(Reader, Call(replays).Prove());
    }

    [Fact]
    public void A_clock_that_went_back_does_not_open_what_was_forgotten()
    {
        var replays = new ReplayCache();
        const long hour = 3600;
        Assert.Equal(Reader, Call(replays).Prove());

        // The same place of the ring, some rounds on.
        for (long later = SignedCall.Now + hour; later < SignedCall.Now + hour + 600; later += 30)
        {
            Assert.Equal(Reader, Call(replays, created: later).Prove(SignedCall.Policies(), later));
        }

        Assert.Equal(Full, Call(replays).Prove());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_minute_takes_as_many_as_it_says_and_then_still_ends_its_search(int signaturesMax)
    {
        var minute = new ReplayGeneration(0, signaturesMax);
        for (long fingerprint = 1; fingerprint <= signaturesMax; fingerprint++)
        {
            Assert.Equal(ReplayVerdict.First, minute.Note(fingerprint << 7));
        }

        Assert.Equal(ReplayVerdict.Full, minute.Note(-1));
        Assert.Equal(ReplayVerdict.Seen, minute.Note(1 << 7));
    }

    [Fact]
    public void A_minute_of_the_usual_size_takes_one_mebibyte() =>
        Assert.Equal(1024 * 1024, new ReplayGeneration(0, ReplayCache.SignaturesPerMinuteMaxDefault).Bytes);

    [Fact]
    public async Task Of_many_at_once_one_is_the_first()
    {
        var replays = new ReplayCache();
        byte[] signature = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

        ReplayVerdict[] verdicts = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(
            () => replays.Note(signature, isOutbound: false, SignedCall.Now))));

        Assert.Single(verdicts, ReplayVerdict.First);
        Assert.Equal(63, verdicts.Count(verdict => verdict == ReplayVerdict.Seen));
    }

    [Fact]
    public void Fingerprints_of_zeros_are_kept_too()
    {
        var replays = new ReplayCache();
        byte[] signature = new byte[32];

        Assert.Equal(ReplayVerdict.First, replays.Note(signature, isOutbound: false, SignedCall.Now));
        Assert.Equal(ReplayVerdict.Seen, replays.Note(signature, isOutbound: false, SignedCall.Now));
    }

    private static SignedCall Call(ReplayCache replays, string? nonce = null, string? hop = null, long created = SignedCall.Now) => new()
    {
        Replays = replays,
        Hop = hop,
        Time = created,
        Parameters = $";created={created};keyid=\"reader-1\"{(nonce is null ? "" : $";nonce=\"{nonce}\"")}",
    };
}
