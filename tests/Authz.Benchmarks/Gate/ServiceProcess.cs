using System.Diagnostics;
using System.Globalization;
using Authz.Benchmarks.Shapes;
using Authz.Grpc.Client;
using Authz.Grpc.Endpoints;
using Authz.Service.Rpc;
using Authz.Testing;

namespace Authz.Benchmarks.Gate;

/// <summary>The service as it is shipped, on generated policies, behind a socket of its own.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int Checks = 1_000;
    private const double KilobytesPerMegabyte = 1_000;
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly string folder;
    private readonly GrpcClient client;

    private ServiceProcess(Process process, string folder, GrpcEndpoint endpoint)
    {
        this.process = process;
        this.folder = folder;
        client = new GrpcClient(endpoint);
    }

    public static async Task<ServiceProcess> StartAsync(PolicyFiles policies)
    {
        string folder = Directory.CreateTempSubdirectory("authz-bench").FullName;
        policies.WriteTo(Path.Combine(folder, "policies"));
        string listen = $"unix:{Path.Combine(folder, "socket")}";
        GrpcEndpoint endpoint = GrpcEndpoint.TryParse(listen, out GrpcEndpoint? parsed, out string? error)
            ? parsed
            : throw new InvalidOperationException(error);
        var start = new ProcessStartInfo(
            "dotnet", [Repository.Built("Authz.Service", "Authz.Service.dll"), "--policies", Path.Combine(folder, "policies"), "--listen", listen])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        var service = new ServiceProcess(process, folder, endpoint);
        await service.WaitUntilInForceAsync();
        return service;
    }

    public async Task CheckAsync(byte[] message)
    {
        for (int i = 0; i < Checks; i++)
        {
            await client.UnaryAsync(CheckEndpoint.Method, message, patience);
        }
    }

    /// <summary>Megabytes that are resident, and that were at most.</summary>
    public (double Resident, double Peak) Memory()
    {
        string[] lines = File.ReadAllLines($"/proc/{process.Id}/status");
        return (Read("VmRSS"), Read("VmHWM"));

        double Read(string name) => double.Parse(
            lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture) * 1.024 / KilobytesPerMegabyte;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // It listens and has policies once it has said both; what else it says nobody reads, and its pipe must not fill.
    private async Task WaitUntilInForceAsync()
    {
        bool isInForce = false;
        bool isListening = false;
        while (!(isInForce && isListening))
        {
            string line = await process.StandardOutput.ReadLineAsync().WaitAsync(patience)
                ?? throw new InvalidOperationException("the service ended before it served");
            isInForce |= line.Contains("is in force", StringComparison.Ordinal);
            isListening |= line.Contains("Now listening", StringComparison.OrdinalIgnoreCase);
        }

        _ = process.StandardOutput.ReadToEndAsync();
    }
}
