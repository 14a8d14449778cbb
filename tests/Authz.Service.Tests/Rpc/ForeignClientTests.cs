using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Authz.Testing;

namespace Authz.Service.Tests.Rpc;

/// <summary>The whole service beside grpcio and Python's protobuf, which know of it only what reflection tells them.</summary>
public sealed class ForeignClientTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task A_client_that_knows_nothing_finds_calls_and_understands_every_service()
    {
        (bool isThere, string reason) = await RunAsync("-c", "import grpc, google.protobuf");
        Assert.SkipUnless(isThere, $"needs Debian's python3-grpcio and python3-protobuf: {reason}");
        await using RpcHost host = await RpcHost.StartServiceAsync(TestCases.Path("..", "..", "policies"));
        string program = TestCases.Path("..", "Authz.Service.Tests", "clients", "reflection_client.py");

        (bool succeeded, string output) = await RunAsync(program, $"{host.Endpoint}", TestCases.Path("check", "01-plain.bin"));

        Assert.True(succeeded, output);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement found = document.RootElement;
        Assert.Equal(
            """["envoy.service.auth.v3.Authorization","grpc.health.v1.Health","grpc.reflection.v1.ServerReflection","grpc.reflection.v1alpha.ServerReflection"]""",
            found.GetProperty("services").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(6, found.GetProperty("methods").EnumerateObject().Count());
        Assert.Equal(1, found.GetProperty("health").GetInt32());
        Assert.Equal("NOT_FOUND", found.GetProperty("unknown").GetString());
        Assert.True(found.GetProperty("hasStatus").GetBoolean());
        Assert.Equal(7, found.GetProperty("code").GetInt32());
        Assert.Equal(403, found.GetProperty("httpStatus").GetInt32());
        Assert.Equal("no_service", found.GetProperty("reason").GetString());
    }

    private static async Task<(bool Succeeded, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start");
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0 ? (true, output) : (false, await errors);
        }
        catch (Win32Exception exception)
        {
            return (false, exception.Message);
        }
    }
}
