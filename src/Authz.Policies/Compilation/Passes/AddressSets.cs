using System.Globalization;
using System.Text;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Networks as their authors wrote them, made into ranges of addresses.</summary>
internal static class AddressSets
{
    private const int AddressBits = 128;
    private const int Version4Bits = 32;

    /// <param name="networks">`address/length`, or an address alone; binding has read them.</param>
    public static AddressSet Of(IEnumerable<string> networks)
    {
        (UInt128 First, UInt128 Last)[] ranges = [.. networks.Select(RangeOf)];
        ILookup<bool, (UInt128 First, UInt128 Last)> byVersion =
            ranges.ToLookup(range => AddressText.IsVersion4(range.First) && AddressText.IsVersion4(range.Last));
        return new AddressSet(byVersion[true], byVersion[false]);
    }

    private static (UInt128 First, UInt128 Last) RangeOf(string network)
    {
        int slash = network.IndexOf('/', StringComparison.Ordinal);
        string text = slash < 0 ? network : network[..slash];
        if (!AddressText.TryRead(Encoding.UTF8.GetBytes(text), out UInt128 address))
        {
            throw new ArgumentException($"not a network: {network}; binding holds that", nameof(network));
        }

        bool isVersion4 = !text.Contains(':', StringComparison.Ordinal);
        int length = slash < 0 ? AddressBits : int.Parse(network.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        int fixedBits = slash >= 0 && isVersion4 ? length + AddressBits - Version4Bits : length;
        UInt128 host = fixedBits >= AddressBits ? UInt128.Zero : UInt128.MaxValue >> fixedBits;
        return (address & ~host, address | host);
    }
}
