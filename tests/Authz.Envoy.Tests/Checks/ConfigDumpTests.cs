using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Checks;

/// <summary>What a running Envoy says of itself is read like the file that it was started with.</summary>
public sealed class ConfigDumpTests
{
    private const string Redacted = "EC0006";
    private const string OwnAnswer = "EC0111";

    private static readonly Dictionary<string, int> applications = new() { ["patient-records"] = 1, ["mcts"] = 1, ["hospital"] = 1 };

    [Theory]
    [InlineData("gateway")]
    [InlineData("sidecar")]
    [InlineData("external")]
    public async Task The_dump_of_a_bundled_config_gives_no_finding_but_that_it_answers_probes_and_hides_bindings(string server)
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-dump-");
        using var blocks = new Blocks();
        blocks.WriteTo(folder.FullName);
        folder.CreateSubdirectory("run");
        EnvoyConfig config = EnvoyConfig.Bundled(server).Place(new Places().Of(server, applications));
        string dump = Path.Combine(folder.FullName, "dump.json");
        await using (EnvoyProcess envoy = await EnvoyProcess.StartAsync(config, server, folder.FullName, cancellation))
        {
            await File.WriteAllTextAsync(dump, await envoy.ConfigDumpAsync(cancellation), cancellation);
        }

        IEnumerable<string?> ids = EnvoyCheck.Findings(dump, Repository.PathTo("policies")).Select(finding => (string?)finding?["id"]);
        Assert.Equal([Redacted, OwnAnswer], ids.Order(StringComparer.Ordinal));
        folder.Delete(recursive: true);
    }
}
