namespace Authz.Grpc.Tests.Interop;

/// <summary>@grpc/grpc-js, gRPC in JavaScript on Node's own HTTP/2. Installed from its lock file when it is not there.</summary>
public sealed class GrpcJsFixture : InteropFixture
{
    internal override Task<IReadOnlyList<CallOutcome>> CallAsync(InteropTarget target, IReadOnlyList<CallCase> cases) =>
        ForeignClient.CallAsync("node", "grpc_js_client.js", target, cases);

    protected override async Task<string> FindAsync()
    {
        if (!(await ForeignClient.TryRunAsync("node", "--version")).Succeeded)
        {
            return "no node (Debian: apt-get install nodejs npm)";
        }

        if (Directory.Exists(Path.Combine(ForeignClient.Directory, "node_modules", "@grpc", "grpc-js")))
        {
            return "";
        }

        (bool succeeded, string output) = await ForeignClient.TryRunAsync("npm", "ci", "--no-audit", "--no-fund");
        return succeeded ? "" : $"npm ci failed in {ForeignClient.Directory}: {output}";
    }
}
