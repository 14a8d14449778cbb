using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Authz.Grpc.Endpoints;

/// <summary>Where a server listens or a client connects: an address and port, or a Unix domain socket.</summary>
public sealed record GrpcEndpoint
{
    private const string UnixScheme = "unix:";

    // What Linux's sockaddr_un holds beside its closing zero byte.
    private const int SocketPathBytesMax = 107;

    private const string Forms = "write an address and a port, as in 127.0.0.1:9001, [::1]:9001 or 0.0.0.0:9001, or a socket, as in unix:/run/authz.sock";

    private GrpcEndpoint(EndPoint address, string socketPath)
    {
        Address = address;
        SocketPath = socketPath;
    }

    public EndPoint Address { get; }

    /// <summary>The file of a Unix domain socket; empty for an address and port.</summary>
    public string SocketPath { get; }

    public bool IsUnixSocket => SocketPath.Length > 0;

    /// <summary>The error says what is wrong with the text, quotes it, and says what to write instead.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out GrpcEndpoint? endpoint,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        endpoint = null;
        error = text.StartsWith(UnixScheme, StringComparison.Ordinal)
            ? ReadSocketPath(text[UnixScheme.Length..], ref endpoint)
            : ReadAddress(text, ref endpoint);
        error = error is null ? null : $"endpoint `{text}`: {error}";
        return endpoint is not null;
    }

    public override string ToString() => IsUnixSocket ? UnixScheme + SocketPath : Address.ToString() ?? "";

    private static string? ReadSocketPath(string path, ref GrpcEndpoint? endpoint)
    {
        // `unix:///run/x` is the same as `unix:/run/x` in gRPC's own names.
        path = path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal) || path.EndsWith('/'))
        {
            return "the path of a socket starts with one slash and names a file: write it as in unix:/run/authz.sock";
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return "the path of a socket has no zero byte: write it as in unix:/run/authz.sock";
        }

        int length = Encoding.UTF8.GetByteCount(path);
        if (length > SocketPathBytesMax)
        {
            return $"the path of a socket has at most {SocketPathBytesMax} bytes and this one has {length}: choose a shorter directory";
        }

        endpoint = new GrpcEndpoint(new UnixDomainSocketEndPoint(path), path);
        return null;
    }

    private static string? ReadAddress(string text, ref GrpcEndpoint? endpoint)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return $"the port is missing: {Forms}";
        }

        string host = text[..colon];
        if (!IsAddress(host, out IPAddress? address))
        {
            return $"`{host}` is not an IP address (IPv6 goes in brackets; names are not looked up): {Forms}";
        }

        string port = text[(colon + 1)..];
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            return $"`{port}` is not a port: write a number from 0 (any free port) to 65535";
        }

        endpoint = new GrpcEndpoint(new IPEndPoint(address, number), "");
        return null;
    }

    // Stricter than IPAddress, which takes `1` for 0.0.0.1 and `010` for 8.
    private static bool IsAddress(string host, [NotNullWhen(true)] out IPAddress? address)
    {
        bool isBracketed = host is ['[', _, .., ']'];
        return IPAddress.TryParse(isBracketed ? host[1..^1] : host, out address)
            && (isBracketed
                ? address.AddressFamily == AddressFamily.InterNetworkV6
                : address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == host);
    }
}
