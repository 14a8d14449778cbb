using System.Net.Sockets;
using Authz.Admin.Callers;
using Authz.Grpc.Endpoints;
using Authz.Store.Versions;

namespace Authz.Service;

/// <summary>What stops a start for a reason that its message says whole. Apart from the program, so that no library is loaded to ask.</summary>
internal static class StartProblem
{
    // Kestrel says by an IOException that an address is taken, and by a SocketException that it is not this machine's.
    public static bool IsTold(Exception failure) =>
        failure is GrpcEndpointException or RepositoryException or AdminSetupException or IOException or SocketException;
}
