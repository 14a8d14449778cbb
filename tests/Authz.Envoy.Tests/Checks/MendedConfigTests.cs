using System.Text.Json.Nodes;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Envoy.Tests.Checks;

/// <summary>Doing what `authz envoy check` says gives a configuration that Envoy takes.</summary>
public sealed class MendedConfigTests
{
    public static TheoryData<string> Cases => [.. ConfigCase.Names];

    [Fact]
    public Task Envoy_takes_the_frame_of_the_cases() => ValidateAsync(ConfigCase.Frame);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Envoy_takes_a_mended_config(string name)
    {
        EnvoyBinary.SkipWithout();
        ConfigCase wrong = ConfigCase.Read(name);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-mend-");
        string file = Path.Combine(folder.FullName, "envoy.yaml");
        JsonArray left = [];
        string mended = ConfigMends.Apply(wrong.Config, config =>
        {
            File.WriteAllText(file, config);
            return left = EnvoyCheck.Findings(file, wrong.HasPolicies ? ConfigCase.Policies : null);
        });
        folder.Delete(recursive: true);

        // What is left only an operator can mend: then the frame is what it is mended to.
        await ValidateAsync(left.Count == 0 ? mended : ConfigCase.Frame);
    }

    private static async Task ValidateAsync(string config)
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-mended-");
        using var blocks = new Blocks();
        blocks.WriteTo(folder.FullName);
        string file = Path.Combine(folder.FullName, "envoy.yaml");
        await File.WriteAllTextAsync(file, config, cancellation);
        await using ServerProcess envoy = ServerProcess.Start(
            EnvoyBinary.Location ?? string.Empty, folder.FullName, ["--mode", "validate", "-c", file]);
        int exitCode = await envoy.ExitCodeAsync(cancellation);
        folder.Delete(recursive: true);
        Assert.True(exitCode == 0, envoy.Tail());
    }
}
