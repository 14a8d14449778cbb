using Authz.Pdp.Identities.Tokens;

namespace Authz.Pdp.Tests.Identities.Tokens;

public sealed class TokenCaseTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string file in TokenCase.Files)
        {
            cases.AddRange(TokenCase.Read(file).Select(found => new TheoryDataRow<string, string>(file, found.Name)));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_gives_what_it_says(string file, string name)
    {
        TokenCase found = Assert.Single(TokenCase.Read(file), found => found.Name == name);
        string[] lines = [.. found.Lines()];
        using var passing = new TokenWorld();
        using var refusing = new TokenWorld { Mode = UnknownTokenMode.Refused };
        BearerTokens tokens = passing.Version();

        Assert.Equal(found.Gives, TokenWorld.Say(TokenWorld.Prove(tokens, lines, target: found.Target)));

        // What was seen before is judged alike.
        Assert.Equal(found.Gives, TokenWorld.Say(TokenWorld.Prove(tokens, lines, target: found.Target)));
        Assert.Equal(
            found.Refused ?? found.Gives,
            TokenWorld.Say(TokenWorld.Prove(refusing.Version(), lines, target: found.Target)));
    }

    [Fact]
    public void Only_good_tokens_are_remembered()
    {
        foreach (TokenCase found in TokenCase.Files.SelectMany(TokenCase.Read))
        {
            using var world = new TokenWorld();
            string given = TokenWorld.Say(TokenWorld.Prove(world.Version(), found.Lines(), target: found.Target));
            bool isGood = TokenWorld.BlockNames.Contains(given) || given is "nameless" or "identity_conflict";

            Assert.True(world.Cache.Entries == (isGood ? 1 : 0), found.Name);
        }
    }
}
