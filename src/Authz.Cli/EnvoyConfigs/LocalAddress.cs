using System.Net;

namespace Authz.Cli.EnvoyConfigs;

/// <summary>An `Address` that does not leave the machine.</summary>
internal static class LocalAddress
{
    public static bool Is(ConfigValue address)
    {
        string socket = address.At("socket_address.address").Text;
        return address["pipe"].IsThere
            || address["envoy_internal_address"].IsThere
            || (IPAddress.TryParse(socket, out IPAddress? parsed) && IPAddress.IsLoopback(parsed));
    }
}
