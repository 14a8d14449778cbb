using System.Globalization;
using System.Numerics;

namespace Authz.Testing.Naive.Conditions;

/// <summary>An IPv4 or IPv6 address as a number; an IPv4 address inside IPv6 is that IPv4 address.</summary>
internal sealed record NaiveAddress(bool IsVersion4, BigInteger Number)
{
    private static readonly BigInteger Mapped = new BigInteger(0xffff) << 32;

    public int Bits => IsVersion4 ? 32 : 128;

    /// <returns>Null: no address.</returns>
    public static NaiveAddress? Read(string text)
    {
        if (Version4(text) is { } version4)
        {
            return new NaiveAddress(true, version4);
        }

        if (Version6(text) is not { } version6)
        {
            return null;
        }

        return version6 >> 32 == Mapped >> 32
            ? new NaiveAddress(true, version6 - Mapped)
            : new NaiveAddress(false, version6);
    }

    /// <summary>`10.0.0.0/8`, or an address that stands for itself alone.</summary>
    public bool IsIn(string network)
    {
        string[] parts = network.Split('/');
        NaiveAddress start = Read(parts[0]) ?? throw new FormatException(network);
        int prefix = parts.Length == 1 ? start.Bits : int.Parse(parts[1], CultureInfo.InvariantCulture);
        bool isWrittenMapped = start.IsVersion4 && parts[0].Contains(':');
        int shift = isWrittenMapped && parts.Length == 2 ? 128 - prefix : start.Bits - prefix;
        return start.IsVersion4 == IsVersion4 && start.Number >> shift == Number >> shift;
    }

    private static BigInteger? Version4(string text)
    {
        string[] parts = text.Split('.');
        bool wellFormed = parts.Length == 4 && parts.All(part =>
            part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit)
            && (part == "0" || part[0] != '0')
            && int.Parse(part, CultureInfo.InvariantCulture) <= 255);
        return wellFormed ? parts.Aggregate(BigInteger.Zero, (sum, part) => (sum << 8) + BigInteger.Parse(part, CultureInfo.InvariantCulture)) : null;
    }

    private static BigInteger? Version6(string text)
    {
        // An IPv4 address at the end stands for two groups.
        int last = text.LastIndexOf(':');
        if (last >= 0 && text[(last + 1)..].Contains('.'))
        {
            if (Version4(text[(last + 1)..]) is not { } end)
            {
                return null;
            }

            string high = ((int)(end >> 16)).ToString("x", CultureInfo.InvariantCulture);
            string low = ((int)(end & 0xffff)).ToString("x", CultureInfo.InvariantCulture);
            text = $"{text[..(last + 1)]}{high}:{low}";
        }

        string[] halves = text.Split("::");
        if (halves.Length > 2)
        {
            return null;
        }

        string[] before = halves[0].Length == 0 && halves.Length == 2 ? [] : halves[0].Split(':');
        string[] after = halves.Length == 1 || halves[1].Length == 0 ? [] : halves[1].Split(':');
        int missing = 8 - before.Length - after.Length;
        if (halves.Length == 2 ? missing < 1 : missing != 0)
        {
            return null;
        }

        string[] groups = [.. before, .. Enumerable.Repeat("0", missing), .. after];
        bool wellFormed = groups.All(group => group.Length is >= 1 and <= 4 && group.All(char.IsAsciiHexDigit));
        return wellFormed
            ? groups.Aggregate(BigInteger.Zero, (sum, group) =>
                (sum << 16) + int.Parse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            : null;
    }
}
