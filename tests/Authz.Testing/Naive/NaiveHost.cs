using System.Globalization;

namespace Authz.Testing.Naive;

/// <summary>The host as services name it: lower case, without a port, without one dot at its end; or none.</summary>
internal static class NaiveHost
{
    private const int HostBytesMax = 253;
    private const int PortMax = 65535;
    private const int PortDigitsMax = 5;

    public static string? Read(string host)
    {
        string lower = host.ToLowerInvariant();
        return lower.StartsWith('[') ? ReadAddress(lower) : ReadName(lower);
    }

    private static string? ReadName(string host)
    {
        string[] parts = host.Split(':');
        if (parts.Length > 2 || (parts.Length == 2 && !IsPort(parts[1])))
        {
            return null;
        }

        string name = parts[0].EndsWith('.') ? parts[0][..^1] : parts[0];
        bool wellFormed = name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)
            || character is '.' or '-' or '_');
        return wellFormed && name.Length is > 0 and <= HostBytesMax ? name : null;
    }

    /// <summary>`[::1]` or `[::1]:443`.</summary>
    private static string? ReadAddress(string host)
    {
        string[] parts = host[1..].Split(']');
        if (parts.Length != 2 || (parts[1].Length > 0 && !(parts[1].StartsWith(':') && IsPort(parts[1][1..]))))
        {
            return null;
        }

        bool wellFormed = parts[0].All(character => char.IsAsciiHexDigit(character) || character is ':' or '.');
        return wellFormed && parts[0].Contains(':') && parts[0].Length is > 0 and <= HostBytesMax ? parts[0] : null;
    }

    private static bool IsPort(string text) =>
        text.Length is > 0 and <= PortDigitsMax && text.All(char.IsAsciiDigit)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= PortMax;
}
