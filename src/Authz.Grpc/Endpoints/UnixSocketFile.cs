using System.Net.Sockets;

namespace Authz.Grpc.Endpoints;

/// <summary>
/// The file of a listening Unix domain socket. What a dead process left behind is replaced; anything else that is in the way is an
/// error. The file goes when the socket is closed, which .NET sees to.
/// </summary>
internal static class UnixSocketFile
{
    // A sidecar of the same group may call; nobody else on the machine.
    public const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    public static Socket Bind(GrpcEndpoint endpoint)
    {
        ClearWay(endpoint);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endpoint.Address);
            if (!OperatingSystem.IsWindows())
            {
                // Nobody can connect yet: the server calls listen later.
                File.SetUnixFileMode(endpoint.SocketPath, Mode);
            }

            return socket;
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new GrpcEndpointException(
                $"endpoint `{endpoint}`: the socket cannot be made ({exception.Message}): check that this user may write to its directory",
                exception);
        }
    }

    private static void ClearWay(GrpcEndpoint endpoint)
    {
        string path = endpoint.SocketPath;
        string? directory = Path.GetDirectoryName(path);
        if (!Directory.Exists(directory))
        {
            throw new GrpcEndpointException($"endpoint `{endpoint}`: there is no directory {directory}: create it, or choose another path");
        }

        if (!Path.Exists(path))
        {
            return;
        }

        if (IsListening(endpoint))
        {
            throw new GrpcEndpointException(
                $"endpoint `{endpoint}`: another process listens there: stop it, or choose another path");
        }

        if (!IsSocket(path))
        {
            throw new GrpcEndpointException(
                $"endpoint `{endpoint}`: {path} is there already and is not a socket: move it away, or choose another path");
        }

        File.Delete(path);
    }

    private static bool IsListening(GrpcEndpoint endpoint)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endpoint.Address);
            return true;
        }
        catch (SocketException exception)
        {
            // Refused: nobody has it open. Anything else (a full backlog, no permission) is somebody's.
            return exception.SocketErrorCode != SocketError.ConnectionRefused;
        }
    }

    /// <summary>
    /// .NET tells no file types. A socket is what cannot be opened at all; for reading and writing, so that a named pipe opens
    /// without waiting for its other end.
    /// </summary>
    private static bool IsSocket(string path)
    {
        try
        {
            using FileStream opened = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
