using System.Net;
using Authz.Admin;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Store.Journal;
using Authz.Store.Versions;
using Authz.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Cli.Tests.Servers;

/// <summary>A real admin API on a port of loopback, over a journal in a folder of its own, and the command that asks it.</summary>
internal sealed class ServerBench : IAsyncDisposable
{
    private readonly PolicyJournal journal;
    private readonly PolicyAdministration administration;
    private readonly JournalRepository repository;
    private AdminApi? api;

    private ServerBench(TemporaryFolder folder, bool fourEyes)
    {
        var clock = new ManualTimeProvider(CliRun.Now);
        journal = PolicyJournal.Open(new JournalOptions { Folder = folder.File("server", "journal") });
        repository = new JournalRepository(journal, clock);
        administration = new PolicyAdministration(
            repository,
            new SingleReplica("here", InForce, clock),
            static sources => PolicyCompilation.Run(sources, new CompilationOptions()),
            Policies,
            new AdministrationOptions { IsFolderAuthor = false, FourEyes = fourEyes },
            clock);
        Clock = clock;
    }

    public ManualTimeProvider Clock { get; }

    public Uri Address => api?.Address ?? throw new InvalidOperationException("the API is not started");

    /// <summary>What the API is asked by, for everything and for one role.</summary>
    public static string TokenOf(string name) => $"{name}-0123456789abcdef0123456789abcdef";

    /// <summary>False: what is active is not in force yet.</summary>
    public bool Follows { get; set; } = true;

    public static async Task<ServerBench> StartAsync(
        TemporaryFolder folder, bool fourEyes = false, Func<AdminSettings, AdminSettings>? change = null)
    {
        var bench = new ServerBench(folder, fourEyes);
        string tokens = folder.File("tokens");
        File.WriteAllLines(
            tokens,
            ((string[])["viewer", "author", "approver", "operator"])
                .Select(name => $"{name} {(name == "operator" ? "viewer,author,approver" : name)} {TokenOf(name)}"));
        Secret(tokens);
        var settings = new AdminSettings
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Credentials = TokenFile.Read(tokens),
            AuditFile = folder.File("audit.jsonl"),
        };
        bench.api = await AdminApi.StartAsync(
            change?.Invoke(settings) ?? settings,
            bench.administration,
            () => new AdminReadiness(bench.Follows, ["as tested"]),
            bench.Clock,
            NullLoggerFactory.Instance,
            TestContext.Current.CancellationToken);
        return bench;
    }

    /// <summary>Readable by its owner alone, where the system knows such.</summary>
    public static void Secret(string path, UnixFileMode more = UnixFileMode.None)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        }
    }

    /// <summary>The command as somebody who has that token runs it. Neither output ever has the token in it.</summary>
    public CliRun Run(string caller, params IReadOnlyList<string> arguments)
    {
        CliRun run = CliRun.With(
            new Dictionary<string, string> { ["AUTHZ_SERVER"] = Address.AbsoluteUri, ["AUTHZ_TOKEN"] = TokenOf(caller) }, arguments);
        Assert.DoesNotContain(TokenOf(caller), run.Output + run.Error, StringComparison.Ordinal);
        return run;
    }

    public CliRun Ok(string caller, params IReadOnlyList<string> arguments)
    {
        CliRun run = Run(caller, [.. arguments, "--format", "json"]);
        Assert.True(run.ExitCode == ExitCodes.Fine, run.Error + run.Output);
        return run;
    }

    public string Refused(string caller, params IReadOnlyList<string> arguments)
    {
        CliRun run = Run(caller, arguments);
        Assert.Equal((ExitCodes.Unusable, ""), (run.ExitCode, run.Output));
        return run.Error;
    }

    public async ValueTask DisposeAsync()
    {
        if (api is not null)
        {
            await api.DisposeAsync();
        }

        administration.Dispose();
        journal.Dispose();
    }

    private BoundPolicySet? Policies() => Follows && repository.State is { Active: { } active } state && state.Find(active.Digest) is { } version
        ? PolicyCompilation.Run(repository.ReadAsync(version, CancellationToken.None).GetAwaiter().GetResult(), new CompilationOptions()).Policies
        : null;

    private ReplicaInForce? InForce() => Follows && repository.State is { Active: { } active } state
        ? new ReplicaInForce(active.Digest, state.Find(active.Digest)?.Number ?? 0, active.Epoch, active.Time)
        : null;
}
