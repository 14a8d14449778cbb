using Authz.Policies;

namespace Authz.Store.Tests;

public sealed class PolicyManifestTests
{
    private static readonly IReadOnlyList<DigestCase> Cases = StoreCases.Load<DigestCase>("digests.json");

    public static TheoryData<string> CaseNames => [.. Cases.Select(static one => one.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Digests_are_those_that_another_program_makes(string name)
    {
        DigestCase one = Cases.Single(one => one.Name == name);

        PolicyManifest manifest = PolicyManifest.Of(SetOf.Files(one.Files));

        Assert.Equal(one.Manifest, manifest.Text);
        Assert.Equal(one.Digest, manifest.Digest.Hex);
        Assert.Equal(one.Digest[..12], manifest.Digest.ShortHex);
    }

    [Fact]
    public void The_order_in_which_files_are_found_leaves_no_trace()
    {
        SourceSet sources = SetOf.Files(("b.yaml", "2"), ("a.yaml", "1"), ("c/d.yaml", "3"));
        var reversed = SourceSet.Of(sources.Files.Reverse());

        Assert.Equal(PolicyManifest.Of(sources).Digest, PolicyManifest.Of(reversed).Digest);
    }

    [Fact]
    public void A_path_that_could_forge_another_line_has_no_digest()
    {
        SourceSet forged = SetOf.Files(("a.yaml\n" + new string('0', 64) + "  b.yaml", "1"));

        Assert.Throws<ArgumentException>(() => PolicyManifest.Of(forged));
    }
}
