namespace Authz.Grpc.Tests.Interop;

/// <summary>grpcio, the Python wrapper of gRPC's C core.</summary>
public sealed class GrpcioFixture : InteropFixture
{
    // A python3 from elsewhere on PATH does not see Debian's packages.
    private static readonly string[] Candidates = ["python3", "/usr/bin/python3"];

    private string python = "";

    internal override Task<IReadOnlyList<CallOutcome>> CallAsync(InteropTarget target, IReadOnlyList<CallCase> cases) =>
        ForeignClient.CallAsync(python, "grpcio_client.py", target, cases);

    protected override async Task<string> FindAsync()
    {
        foreach (string candidate in Candidates)
        {
            if ((await ForeignClient.TryRunAsync(candidate, "-c", "import grpc")).Succeeded)
            {
                python = candidate;
                return "";
            }
        }

        return "no python3 with the module grpc (Debian: apt-get install python3-grpcio)";
    }
}
