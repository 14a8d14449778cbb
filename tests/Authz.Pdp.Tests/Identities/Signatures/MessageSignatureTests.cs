using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Identities.Signatures;

public sealed class MessageSignatureTests
{
    private static readonly CredentialProof Reader = CredentialProof.Named(SignedCall.Block);
    private static readonly CredentialProof Bad = CredentialProof.Rejected(DecisionReason.BadSignature);

    /// <summary>What is covered, of a call with or without a query; whether that is enough.</summary>
    public static TheoryData<string, string, bool> Coverages => new()
    {
        { "@method @authority @path", "/records/7", true },
        { "@method @authority @path @query", "/records/7", true },
        { "@method @authority @path @query", "/records/7?a=b", true },
        { "@query @path @authority @method", "/records/7?", true },
        { "@method @authority @request-target", "/records/7?a=b", true },
        { "@method @target-uri", "/records/7?a=b", true },
        { "@method @target-uri @scheme @authority", "/", true },
        { "@method @authority @path x-purpose", "/records/7", true },
        { "@method @authority @path", "/records/7?a=b", false },
        { "@method @authority @path", "/records/7?", false },
        { "@authority @path", "/records/7", false },
        { "@method @path", "/records/7", false },
        { "@method @authority", "/records/7", false },
        { "@method @authority @query", "/records/7", false },
        { "@method @scheme @path", "/records/7", false },
        { "x-purpose", "/records/7", false },
        { "", "/records/7", false },
    };

    [Theory]
    [MemberData(nameof(Coverages))]
    public void A_signature_must_cover_which_request_it_is(string components, string target, bool isEnough)
    {
        var call = new SignedCall
        {
            Target = target,
            Components = components.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Headers = ["X-Purpose: care"],
        };

        Assert.Equal(isEnough ? Reader : Bad, call.Prove());
    }

    [Fact]
    public void Header_fields_are_signed_as_the_RFC_writes_them()
    {
        string[] headers = ["x-purpose:  care ", "X-Purpose: \temergency\t", "x-empty: "];

        Assert.Equal(Reader, new SignedCall { Headers = headers, Components = ["@method", "@target-uri", "x-purpose", "x-empty"] }.Prove());
        Assert.Equal(Bad, new SignedCall { Headers = headers, Components = ["@method", "@target-uri", "X-Purpose"] }.Prove());
        Assert.Equal(Bad, new SignedCall { Headers = headers, Components = ["@method", "@target-uri", "x-absent"] }.Prove());
    }

    [Theory]
    [InlineData("@method @target-uri @path @path")]
    [InlineData("@method @target-uri x-purpose x-purpose")]
    [InlineData("@method @target-uri @status")]
    [InlineData("@method @target-uri @query-param")]
    [InlineData("@method @target-uri @Path")]
    [InlineData("@method @target-uri @signature-params")]
    public void A_component_that_comes_twice_or_is_none_is_refused(string components) =>
        Assert.Equal(Bad, new SignedCall { Components = components.Split(' '), Headers = ["x-purpose: care"] }.Prove());

    [Theory]
    [InlineData("sig1=(\"@method\";req \"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\" \"@target-uri\" \"x-purpose\";bs);created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\" \"@query-param\";name=\"a\" \"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    public void Components_with_parameters_are_refused(string input) =>
        Assert.Equal(Bad, new SignedCall { Input = input, Headers = ["x-purpose: care"] }.Prove());

    [Fact]
    public void Any_other_request_is_not_the_one_that_was_signed()
    {
        SignedCall signed = new();
        string input = $"sig1=(\"@method\" \"@authority\" \"@path\");created={SignedCall.Now};keyid=\"reader-1\"";
        string text = $"\"@method\": GET\n\"@authority\": api.gov.example\n\"@path\": /records/7\n\"@signature-params\": {input[5..]}";

        Assert.Equal(Reader, signed.Prove());
        Assert.Equal(Reader, new SignedCall { Base = text, Input = input }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Method = "DELETE" }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Target = "/records/8" }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Host = "pay.gov.example" }.Prove());
        Assert.Equal(Bad, new SignedCall { SignedWith = SignedCall.OtherSecret }.Prove());
        Assert.Equal(Reader, new SignedCall { Host = "API.Gov.Example" }.Prove());
    }

    [Theory]
    [InlineData("created=1800000000", true)]
    [InlineData("created=1799999940", true)] // a minute old: the greatest age
    [InlineData("created=1799999939", false)]
    [InlineData("created=1800000030", true)] // the skew that is granted
    [InlineData("created=1800000031", false)]
    [InlineData("created=1800000000;expires=1800000001", true)]
    [InlineData("created=1800000000;expires=1800000000", false)]
    [InlineData("expires=1800000001", false)]
    [InlineData("created=-1", false)]
    [InlineData("created=0", false)]
    [InlineData("created=\"1800000000\"", false)]
    [InlineData("created", false)]
    [InlineData("created=1800000000.0", false)]
    [InlineData("created=9999999999999999", false)]
    [InlineData("created=999999999999999", false)]
    [InlineData("created=1800000000;created=1800000000", false)]
    [InlineData("created=1800000000;expires=x", false)]
    public void A_signature_is_taken_while_it_is_young(string times, bool isTaken) =>
        Assert.Equal(isTaken ? Reader : Bad, new SignedCall { Parameters = $";{times};keyid=\"reader-1\"" }.Prove());

    [Theory]
    [InlineData(";alg=\"hmac-sha256\"", true)]
    [InlineData(";alg=\"HMAC-SHA256\"", false)]
    [InlineData(";alg=\"hmac-sha512\"", false)]
    [InlineData(";alg=\"ed25519\"", false)]
    [InlineData(";alg=\"none\"", false)]
    [InlineData(";alg=hmac-sha256", false)]
    [InlineData(";nonce=\"b3k2pp5k7z-50gnwp.yemd\";tag=\"birth\"", true)]
    [InlineData(";other=:AAEC:;flag;no=?0", true)]
    [InlineData(";alg=\"hmac-sha256\";alg=\"hmac-sha256\"", false)]
    [InlineData(";nonce=\"a\";nonce=\"b\"", false)]
    [InlineData(";keyid=\"reader-1\"", false)]
    [InlineData(";keyid=\"other-1\"", false)]
    public void Other_parameters_are_signed_with_the_rest(string parameters, bool isTaken) => Assert.Equal(
        isTaken ? Reader : Bad,
        new SignedCall { Parameters = $";created={SignedCall.Now};keyid=\"reader-1\"{parameters}" }.Prove());

    [Fact]
    public void A_key_may_ask_for_more_to_be_covered()
    {
        string[] headers = ["content-digest: sha-256=:AAEC:"];
        string[] components = ["@method", "@target-uri", "content-digest"];

        Assert.Equal(Reader, new SignedCall { Headers = headers, Components = components }.Prove(SignedCall.Policies(60, "content-digest"), SignedCall.Now));
        Assert.Equal(Bad, new SignedCall { Headers = headers }.Prove(SignedCall.Policies(60, "content-digest"), SignedCall.Now));
        Assert.Equal(Bad, new SignedCall().Prove(SignedCall.Policies(60, "content-digest"), SignedCall.Now));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void A_key_may_say_how_long_its_signatures_are_taken(int seconds)
    {
        Assert.Equal(Reader, new SignedCall().Prove(SignedCall.Policies(seconds), SignedCall.Now + seconds));
        Assert.Equal(Bad, new SignedCall().Prove(SignedCall.Policies(seconds), SignedCall.Now + seconds + 1));
    }

    [Fact]
    public void A_secret_that_is_not_at_hand_verifies_nothing() =>
        Assert.Equal(Bad, new SignedCall { Secrets = new SecretRing() }.Prove());

    [Fact]
    public void A_secret_that_was_replaced_verifies_no_more()
    {
        SecretRing secrets = SignedCall.UsualSecrets();
        secrets.SlotOf("/secrets/reader").Secret = "the new secret, which is longer than was asked for"u8.ToArray();

        Assert.Equal(Bad, new SignedCall { Secrets = secrets }.Prove());
    }

    [Theory]
    [InlineData("sig1=(\"@method\" \"@target-uri\");created=1800000000;keyid=\"nobody\"")]
    [InlineData("sig1=(\"@method\");created=1800000000")]
    [InlineData("a=(), b=(\"x\");keyid=\"x\"")]
    public void Signatures_by_other_keys_are_for_somebody_else(string input) =>
        Assert.Equal(CredentialProof.Absent, new SignedCall { Input = input }.Prove());

    [Fact]
    public void Ours_is_found_beside_others()
    {
        string own = $"(\"@method\" \"@target-uri\");created={SignedCall.Now};keyid=\"reader-1\"";
        string text = $"\"@method\": GET\n\"@target-uri\": https://api.gov.example/records/7\n\"@signature-params\": {own}";

        Assert.Equal(Reader, new SignedCall { Base = text, Label = "ours", Input = $"theirs=(\"x\");keyid=\"x\" , \t ours={own}" }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Label = "ours", Input = $"ours=(\"x\");keyid=\"x\", ours={own}" }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Label = "ours", Input = $"ours={own}, ours=(\"x\");keyid=\"x\"" }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Label = "ours", Input = $"ours={own}, again={own}" }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Label = "ours", Input = $"again={own.Replace("reader-1", "other-1", StringComparison.Ordinal)}, ours={own}" }.Prove());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sig1")]
    [InlineData("sig1=")]
    [InlineData("sig1=(")]
    [InlineData("sig1=()")]
    [InlineData("Sig1=(\"@method\" \"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\"  \"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\" \"@target-uri\" );created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=( \"@method\" \"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\"\"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(@method \"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\" \"@target-uri\") ;created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\" \"@target-uri\");created=1800000000;keyid=\"reader-1\",")]
    [InlineData(",sig1=(\"@method\" \"@target-uri\");created=1800000000;keyid=\"reader-1\"")]
    [InlineData("sig1=(\"@method\" \"@target-uri\");created=1800000000;keyid=\"reader-1")]
    [InlineData("sig1=(\"@method\" \"@target-uri\");created=1800000000;keyid=reader-1")]
    [InlineData("sig1=(\"@method\" \"@target-uri\");created=1800000000;keyid=\"reader-1\" x")]
    public void What_cannot_be_read_is_refused(string input)
    {
        // `sig1=()` can be read: it names no key, and is somebody else's.
        CredentialProof expected = input == "sig1=()" ? CredentialProof.Absent : Bad;
        Assert.Equal(expected, new SignedCall { Input = input }.Prove());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sig1")]
    [InlineData("sig1=::")]
    [InlineData("sig1=:AAEC:")]
    [InlineData("sig1=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("sig1=:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=:")]
    [InlineData("sig2=:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=:")]
    public void A_signature_that_is_none_or_another_is_refused(string signature) =>
        Assert.Equal(Bad, new SignedCall { Signature = signature }.Prove());

    [Fact]
    public void Either_field_comes_once()
    {
        Assert.Equal(Bad, new SignedCall { Headers = ["signature-input: x=()"] }.Prove());
        Assert.Equal(Bad, new SignedCall { Headers = ["signature: x=:AAEC:"] }.Prove());
    }

    [Fact]
    public void A_value_cannot_add_lines_to_what_is_signed()
    {
        var call = new SignedCall
        {
            Headers = ["x-purpose: care\n\"x-role\": admin"],
            Components = ["@method", "@target-uri", "x-purpose"],
        };

        Assert.Equal(Bad, call.Prove());
    }

    [Fact]
    public void Fields_are_read_up_to_their_limits()
    {
        string[] headers = [.. Enumerable.Range(0, SignatureLimits.ComponentsMax).Select(i => $"x-{i}: v")];
        string[] names = [.. Enumerable.Range(0, SignatureLimits.ComponentsMax - 2).Select(i => $"x-{i}")];

        Assert.Equal(Reader, new SignedCall { Headers = headers, Components = ["@method", "@target-uri", .. names] }.Prove());
        Assert.Equal(Bad, new SignedCall { Headers = headers, Components = ["@method", "@target-uri", .. names, "@path"] }.Prove());

        // The base has one line of the value and some of what is usual: the longest value that fits, and one byte more.
        int room = SignatureLimits.BaseBytesMax - LengthOfBaseWithEmptyValue();
        Assert.Equal(Reader, WithValue(room).Prove());
        Assert.Equal(Bad, WithValue(room + 1).Prove());
    }

    [Fact]
    public void Signatures_are_read_up_to_their_number()
    {
        string own = $"(\"@method\" \"@target-uri\");created={SignedCall.Now};keyid=\"reader-1\"";
        string text = $"\"@method\": GET\n\"@target-uri\": https://api.gov.example/records/7\n\"@signature-params\": {own}";
        string others = string.Concat(Enumerable.Range(0, SignatureLimits.SignaturesMax - 1).Select(i => $"o{i}=(), "));

        Assert.Equal(Reader, new SignedCall { Base = text, Input = $"{others}sig1={own}" }.Prove());
        Assert.Equal(Bad, new SignedCall { Base = text, Input = $"one-more=(), {others}sig1={own}" }.Prove());
    }

    [Fact]
    public void The_input_is_read_up_to_its_length()
    {
        string start = $";created={SignedCall.Now};keyid=\"reader-1\";tag=\"";
        int head = "sig1=(\"@method\" \"@authority\" \"@path\")".Length + start.Length + 1;

        Assert.Equal(Reader, new SignedCall { Parameters = $"{start}{new string('t', SignatureLimits.FieldBytesMax - head)}\"" }.Prove());
        Assert.Equal(Bad, new SignedCall { Parameters = $"{start}{new string('t', SignatureLimits.FieldBytesMax - head + 1)}\"" }.Prove());
    }

    private static SignedCall WithValue(int length) => new()
    {
        Headers = [$"x-long: {new string('v', length)}"],
        Components = ["@method", "@authority", "@path", "x-long"],
    };

    private static int LengthOfBaseWithEmptyValue() =>
        ("\"@method\": GET\n\"@authority\": api.gov.example\n\"@path\": /records/7\n\"x-long\": \n\"@signature-params\": "
            + $"(\"@method\" \"@authority\" \"@path\" \"x-long\");created={SignedCall.Now};keyid=\"reader-1\"").Length;
}
