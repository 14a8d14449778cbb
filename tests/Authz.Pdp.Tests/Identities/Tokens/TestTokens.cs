namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>Good tokens, and how they are made.</summary>
internal static class TestTokens
{
    public static string Of(string issuer = TokenWorld.Issuer, string subject = "portal", long expires = 1_800_000_300, string how = "rsa RS256")
    {
        string[] parts = how.Split(' ');
        return TestKeys.Sign(
            $"{{\"alg\":\"{parts[1]}\",\"kid\":\"{parts[0]}\"}}",
            $"{{\"iss\":\"{issuer}\",\"aud\":\"registry\",\"exp\":{expires},\"sub\":\"{subject}\"}}",
            how);
    }

    /// <summary>A good token with another claim, of so many characters.</summary>
    public static string OfLength(int length)
    {
        // Three characters of base64url more or less for two or three of the text, and none is left over.
        int text = 0;
        while (true)
        {
            string payload = "{\"iss\":\"https://idp.test\",\"aud\":\"registry\",\"exp\":1800000300,\"sub\":\"portal\",\"x\":\""
                + $"{new string('x', text)}\"}}";
            string token = TestKeys.Sign("{\"alg\":\"ES256\",\"kid\":\"p256\"}", payload, "p256 ES256");
            if (token.Length >= length)
            {
                return token;
            }

            text += Math.Max(1, ((length - token.Length) * 3 / 4) - 3);
        }
    }
}
