using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Files;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("gateway")]
    [InlineData("sidecar")]
    [InlineData("external")]
    [InlineData("application")]
    [InlineData("examples/connections")]
    public async Task Envoy_takes_the_config_as_it_is(string config)
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-validate-");
        using var blocks = new Blocks();
        blocks.WriteTo(folder.FullName);
        blocks.Local(Blocks.IdOf("statistics-office")).WriteTo(Path.Combine(folder.FullName, "certificates"), "statistics-office");

        await using ServerProcess envoy = ServerProcess.Start(
            EnvoyBinary.Location ?? string.Empty,
            folder.FullName,
            ["--mode", "validate", "-c", Repository.PathTo("envoy", config + ".yaml")]);
        int exitCode = await envoy.ExitCodeAsync(cancellation);

        folder.Delete(recursive: true);
        Assert.True(exitCode == 0, envoy.Tail());
        Assert.DoesNotContain("deprecated", envoy.Tail(), StringComparison.OrdinalIgnoreCase);
    }
}
