using System.Net;
using System.Text;
using Authz.Policies.Decisions.Conditions;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

public sealed class AddressConditionTests
{
    [Theory]
    [InlineData("10.20.0.0", Ternary.True)]
    [InlineData("10.20.255.255", Ternary.True)]
    [InlineData("10.19.255.255", Ternary.False)]
    [InlineData("10.21.0.0", Ternary.False)]
    [InlineData("::ffff:10.20.0.1", Ternary.True)]
    [InlineData("::FFFF:0a14:1", Ternary.True)]
    [InlineData("::10.20.0.1", Ternary.False)]
    [InlineData("2001:db8:20::1", Ternary.True)]
    [InlineData("2001:db8:20:ffff:ffff:ffff:ffff:ffff", Ternary.True)]
    [InlineData("2001:db8:21::", Ternary.False)]
    [InlineData("192.0.2.1", Ternary.True)]
    [InlineData("192.0.2.2", Ternary.False)]
    [InlineData("10.20.0", Ternary.Unknown)]
    [InlineData("10.20.0.01", Ternary.Unknown)]
    [InlineData("10.20.0.256", Ternary.Unknown)]
    [InlineData("10.20.0.1.2", Ternary.Unknown)]
    [InlineData("10.20.0.1 ", Ternary.Unknown)]
    [InlineData("0x0a.20.0.1", Ternary.Unknown)]
    [InlineData("fe80::1%eth0", Ternary.Unknown)]
    [InlineData("[2001:db8:20::1]", Ternary.Unknown)]
    [InlineData("2001:db8:20:::1", Ternary.Unknown)]
    [InlineData("2001::db8:20::1", Ternary.Unknown)]
    [InlineData("2001:db8:20", Ternary.Unknown)]
    [InlineData("1.2.3.4::", Ternary.Unknown)]
    [InlineData("", Ternary.Unknown)]
    [InlineData(null, Ternary.False)]
    public void The_peers_address_is_in_a_network(string? address, Ternary expected) =>
        Assert.Equal(expected, new ConditionQuestion { SourceAddress = address }.Ask(
            SourceAddress.Is(ConditionOperator.Cidr, "10.20.0.0/16", "2001:db8:20::/48", "192.0.2.1")));

    [Theory]
    [InlineData("0.0.0.0/0", "203.0.113.9", Ternary.True)]
    [InlineData("0.0.0.0/0", "2001:db8::1", Ternary.False)]
    [InlineData("::/0", "2001:db8::1", Ternary.True)]
    [InlineData("::/0", "203.0.113.9", Ternary.False)]
    [InlineData("::/0", "::ffff:203.0.113.9", Ternary.False)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.9", Ternary.True)]
    [InlineData("203.0.113.9/32", "203.0.113.9", Ternary.True)]
    [InlineData("203.0.113.9/31", "203.0.113.8", Ternary.True)]
    [InlineData("2001:db8::1/128", "2001:db8::1", Ternary.True)]
    [InlineData("2001:db8::1/128", "2001:db8::2", Ternary.False)]
    public void A_network_is_of_one_version(string network, string address, Ternary expected) =>
        Assert.Equal(
            expected, new ConditionQuestion { SourceAddress = address }.Ask(SourceAddress.Is(ConditionOperator.Cidr, network)));

    [Fact]
    public void Networks_within_one_another_are_one()
    {
        var condition = SourceAddress.Is(ConditionOperator.Cidr, "10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16", "11.0.0.0/8");

        Assert.Equal(Ternary.True, new ConditionQuestion { SourceAddress = "10.3.0.1" }.Ask(condition));
        Assert.Equal(Ternary.True, new ConditionQuestion { SourceAddress = "11.255.255.255" }.Ask(condition));
        Assert.Equal(Ternary.False, new ConditionQuestion { SourceAddress = "12.0.0.0" }.Ask(condition));
    }

    [Fact]
    public void An_address_is_read_as_the_platform_reads_it()
    {
        var random = new Random(7);
        int read = 0;
        for (int i = 0; i < 200_000; i++)
        {
            string text = NextAddress(random);
            if (!AddressText.TryRead(Encoding.UTF8.GetBytes(text), out UInt128 address))
            {
                // The platform takes more than we do, but nothing with colons that has no zone, port or bracket.
                bool isPlain = text.Contains(':', StringComparison.Ordinal) && text.AsSpan().IndexOfAny("%[]/") < 0;
                Assert.False(isPlain && IPAddress.TryParse(text, out _) && !HasOddVersion4(text), text);
                continue;
            }

            read++;
            Assert.True(IPAddress.TryParse(text, out IPAddress? platform), text);
            Assert.Equal(platform.MapToIPv6().GetAddressBytes(), BytesOf(address));
        }

        Assert.InRange(read, 10_000, 190_000);
    }

    // `::1.2.3` and `::01.2.3.4` are addresses to the platform.
    private static bool HasOddVersion4(string text) => text.Contains('.', StringComparison.Ordinal);

    private static string NextAddress(Random random)
    {
        if (random.Next(3) == 0)
        {
            return string.Join('.', Enumerable.Range(0, random.Next(5) == 0 ? 3 : 4).Select(_ => random.Next(280)));
        }

        var bytes = new byte[16];
        random.NextBytes(bytes);
        bytes.AsSpan(random.Next(16)).Clear();
        string text = new IPAddress(bytes).ToString();
        return random.Next(2) == 0 ? text : text.Remove(random.Next(text.Length), 1);
    }

    private static byte[] BytesOf(UInt128 address)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return bytes;
    }
}
