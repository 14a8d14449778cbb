namespace Authz.Policies.Decisions.Conditions;

/// <summary>Networks as ranges of addresses, ascending, none touching the next: those of IPv4 apart from those of IPv6.</summary>
internal sealed class AddressSet
{
    private readonly UInt128[] version4Starts;
    private readonly UInt128[] version4Ends;
    private readonly UInt128[] version6Starts;
    private readonly UInt128[] version6Ends;

    public AddressSet(IEnumerable<(UInt128 First, UInt128 Last)> version4, IEnumerable<(UInt128 First, UInt128 Last)> version6)
    {
        (version4Starts, version4Ends) = Merge(version4);
        (version6Starts, version6Ends) = Merge(version6);
    }

    /// <summary>An IPv4 address is in no IPv6 network, `::/0` included.</summary>
    public bool Contains(UInt128 address) => AddressText.IsVersion4(address)
        ? Contains(version4Starts, version4Ends, address)
        : Contains(version6Starts, version6Ends, address);

    private static bool Contains(UInt128[] starts, UInt128[] ends, UInt128 address)
    {
        int found = Array.BinarySearch(starts, address);
        int range = found >= 0 ? found : ~found - 1;
        return range >= 0 && address <= ends[range];
    }

    private static (UInt128[] Starts, UInt128[] Ends) Merge(IEnumerable<(UInt128 First, UInt128 Last)> ranges)
    {
        var starts = new List<UInt128>();
        var ends = new List<UInt128>();
        foreach ((UInt128 first, UInt128 last) in ranges.OrderBy(range => range.First))
        {
            if (ends.Count > 0 && first <= ends[^1])
            {
                ends[^1] = UInt128.Max(ends[^1], last);
                continue;
            }

            starts.Add(first);
            ends.Add(last);
        }

        return ([.. starts], [.. ends]);
    }
}
