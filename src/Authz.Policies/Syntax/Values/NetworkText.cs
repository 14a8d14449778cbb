using System.Globalization;
using System.Text;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Syntax.Values;

/// <summary>Networks as `10.20.0.0/16` and `2001:db8:20::/48`; what an address is, decisions say.</summary>
internal static class NetworkText
{
    private const int Version4Bits = 32;
    private const int AddressBits = 128;
    private const int MappedBits = AddressBits - Version4Bits;

    /// <summary>What is wrong with it, as the end of a sentence, and what may have been meant; null: nothing is wrong.</summary>
    public static (string Fault, string? Meant)? FaultOf(string text)
    {
        int slash = text.IndexOf('/');
        string addressText = slash < 0 ? text : text[..slash];
        if (addressText.Contains('%'))
        {
            return ("has a zone index, which no network has", null);
        }

        if (!AddressText.TryRead(Encoding.UTF8.GetBytes(addressText), out UInt128 address))
        {
            return ("is no network", null);
        }

        bool isVersion4 = !addressText.Contains(':');
        int bits = isVersion4 ? Version4Bits : AddressBits;
        if (slash < 0)
        {
            return ("is an address; a network has a slash and a length", $"{text}/{bits}");
        }

        if (ParseLength(text[(slash + 1)..]) is not { } length || length > bits)
        {
            return ($"has a length that is no number from 0 to {bits}", null);
        }

        int fixedBits = isVersion4 ? length + MappedBits : length;
        UInt128 masked = address & ~HostBits(fixedBits);
        if (!isVersion4 && fixedBits >= MappedBits && AddressText.IsVersion4(address))
        {
            return ("is a network of IPv4 written as IPv6", Of(masked, fixedBits));
        }

        return masked == address ? null : ("has bits set behind its length", Of(masked, fixedBits));
    }

    /// <summary>A network without fault in the one way to write it.</summary>
    public static string Canonical(string text)
    {
        int slash = text.IndexOf('/');
        string addressText = text[..slash];
        if (!AddressText.TryRead(Encoding.UTF8.GetBytes(addressText), out UInt128 address)
            || ParseLength(text[(slash + 1)..]) is not { } length)
        {
            throw new ArgumentException($"not a network: {text}", nameof(text));
        }

        return Of(address, addressText.Contains(':') ? length : length + MappedBits);
    }

    private static UInt128 HostBits(int fixedBits) =>
        fixedBits >= AddressBits ? UInt128.Zero : UInt128.MaxValue >> fixedBits;

    private static int? ParseLength(string text)
    {
        bool isPlain = text.Length is >= 1 and <= 3 && (text.Length == 1 || text[0] != '0');
        return isPlain && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) ? length : null;
    }

    private static string Of(UInt128 address, int fixedBits) =>
        AddressText.IsVersion4(address) && fixedBits >= MappedBits
            ? string.Create(CultureInfo.InvariantCulture, $"{Version4Of((uint)address)}/{fixedBits - MappedBits}")
            : string.Create(CultureInfo.InvariantCulture, $"{Version6Of(address)}/{fixedBits}");

    private static string Version4Of(uint address) => string.Create(
        CultureInfo.InvariantCulture,
        $"{address >> 24}.{(address >> 16) & 0xFF}.{(address >> 8) & 0xFF}.{address & 0xFF}");

    /// <summary>As RFC 5952 writes it: the first of the longest runs of zeros, of two or more, is left out.</summary>
    private static string Version6Of(UInt128 address)
    {
        const int groupBits = 16;
        ushort[] groups = [.. Enumerable.Range(1, AddressBits / groupBits).Select(i => (ushort)(address >> (AddressBits - (i * groupBits))))];
        int start = -1;
        int length = 1;
        for (int i = 0; i < groups.Length; i++)
        {
            int run = groups.Skip(i).TakeWhile(group => group == 0).Count();
            if (run > length)
            {
                start = i;
                length = run;
            }
        }

        string Join(IEnumerable<ushort> some) =>
            string.Join(':', some.Select(group => group.ToString("x", CultureInfo.InvariantCulture)));
        return start < 0 ? Join(groups) : $"{Join(groups[..start])}::{Join(groups[(start + length)..])}";
    }
}
