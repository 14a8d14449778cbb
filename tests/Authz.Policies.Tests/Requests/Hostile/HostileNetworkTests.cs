using System.Globalization;
using System.Net;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax.Values;
using Authz.Testing.Naive.Conditions;

namespace Authz.Policies.Tests.Requests.Hostile;

/// <summary>Networks and addresses at their edges, in the set that decides and in a second reading.</summary>
public sealed class HostileNetworkTests
{
    private const int Sets = 20_000;

    [Fact]
    public void A_network_without_fault_holds_the_addresses_that_the_second_reader_puts_into_it()
    {
        var random = new Random(1);
        int inside = 0;
        for (int i = 0; i < Sets; i++)
        {
            string[] networks = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Network(random))];
            AddressSet set = AddressSets.Of(networks);
            string address = Address(random);
            Assert.True(AddressText.TryRead(System.Text.Encoding.ASCII.GetBytes(address), out UInt128 number));
            NaiveAddress second = NaiveAddress.Read(address) ?? throw new InvalidOperationException(address);

            bool isInside = networks.Any(second.IsIn);
            Assert.True(set.Contains(number) == isInside, $"{address} in {string.Join(' ', networks)}");
            inside += isInside ? 1 : 0;
        }

        Assert.InRange(inside, Sets / 10, Sets - (Sets / 10));
    }

    [Fact]
    public void A_text_has_a_fault_or_a_canonical_form_that_has_none()
    {
        using var texts = new HostileText(
            2, "0", "1", "10", "255", "256", ".", ".", ":", "::", "ffff", "db8", "/", "/8", "/16", "/32", "/33", "/128", "/129", "/08", "%1", " ",
            "10.0.0.0/8", "2001:db8::/32", "::ffff:", "::/0");
        int networks = 0;
        for (int i = 0; i < Sets; i++)
        {
            string text = System.Text.Encoding.Latin1.GetString(texts.Next());
            if (NetworkText.FaultOf(text) is { } fault)
            {
                Assert.True(fault.Meant is null || NetworkText.FaultOf(fault.Meant) is null, $"{text}: {fault.Meant} is no network either");
                continue;
            }

            string canonical = NetworkText.Canonical(text);
            Assert.Null(NetworkText.FaultOf(canonical));
            Assert.Equal(canonical, NetworkText.Canonical(canonical));
            Assert.True(IPNetwork.TryParse(text, out IPNetwork platforms), text);
            Assert.Equal(IPNetwork.Parse(canonical), platforms);
            networks++;
        }

        Assert.InRange(networks, Sets / 100, Sets);
    }

    private static string Network(Random random)
    {
        bool isVersion4 = random.Next(2) == 0;
        int length = isVersion4 ? random.Next(33) : random.Next(129);
        string text = $"{(isVersion4 ? Version4(random) : Version6(random))}/{length.ToString(CultureInfo.InvariantCulture)}";

        // One with bits behind its length is refused with the one that was meant.
        (string Fault, string? Meant)? fault = NetworkText.FaultOf(text);
        return fault is null ? text : fault.Value.Meant ?? throw new InvalidOperationException($"{text} {fault.Value.Fault}");
    }

    private static string Address(Random random) => random.Next(3) switch
    {
        0 => Version4(random),
        1 => $"::ffff:{Version4(random)}",
        _ => Version6(random),
    };

    // Few values, so that many are near each other.
    private static string Version4(Random random) =>
        string.Join('.', Enumerable.Range(0, 4).Select(_ => Pick(random, "0", "1", "127", "128", "254", "255")));

    private static string Version6(Random random)
    {
        string[] groups = [.. Enumerable.Range(0, 8).Select(_ => Pick(random, "0", "0", "1", "7fff", "8000", "fffe", "ffff"))];
        return random.Next(4) == 0 ? $"{groups[0]}::{groups[1]}" : string.Join(':', groups);
    }

    private static string Pick(Random random, params ReadOnlySpan<string> values) => values[random.Next(values.Length)];
}
