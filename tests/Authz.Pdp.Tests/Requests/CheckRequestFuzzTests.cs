using System.Globalization;
using Authz.Testing;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Pdp.Tests.Requests;

/// <summary>
/// Our reader beside Google.Protobuf: what ours accepts, that one accepts too and reads with the same bytes. Seeds are
/// fixed; AUTHZ_FUZZ_ITERATIONS raises their number.
/// </summary>
public sealed class CheckRequestFuzzTests
{
    private const int IterationsDefault = 4000;

    private static readonly int Iterations = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? $"{IterationsDefault}",
        CultureInfo.InvariantCulture);

    [Fact]
    public void A_valid_request_is_read_as_Google_Protobuf_reads_it()
    {
        for (int seed = 0; seed < Iterations; seed++)
        {
            byte[] message = new RandomRequest(new Random(seed)).Next().ToByteArray();

            ReadRequest? ours = ReadRequest.ByUs(message);
            Assert.True(ours is not null, $"seed {seed}: a valid request was refused");
            Assert.True(ReadRequest.ByGoogle(message) == ours, $"seed {seed}: read differently");
        }
    }

    [Fact]
    public void A_mutated_request_is_refused_or_read_as_Google_Protobuf_reads_it()
    {
        int accepted = 0;
        for (int seed = 0; seed < Iterations; seed++)
        {
            var random = new Random(seed);
            byte[] message = new RandomRequest(random).Next().ToByteArray();
            for (int count = random.Next(1, 4); count > 0; count--)
            {
                message = Mutate(message, random);
            }

            accepted += AgreesWithGoogle(message, $"seed {seed}") ? 1 : 0;
        }

        // Mutations that are all refused would compare nothing.
        Assert.InRange(accepted, Iterations / 50, Iterations - (Iterations / 50));
    }

    [Fact]
    public void A_mutated_capture_is_refused_or_read_as_Google_Protobuf_reads_it()
    {
        byte[][] captures = [.. TestCases.Files("check", "*.bin").Select(File.ReadAllBytes).Where(bytes => bytes.Length < 4096)];
        for (int seed = 0; seed < Iterations; seed++)
        {
            var random = new Random(seed);
            AgreesWithGoogle(Mutate(captures[random.Next(captures.Length)], random), $"seed {seed}");
        }
    }

    [Fact]
    public void Bytes_by_chance_never_throw()
    {
        for (int seed = 0; seed < Iterations; seed++)
        {
            var random = new Random(seed);
            var message = new byte[random.Next(64)];
            random.NextBytes(message);
            AgreesWithGoogle(message, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("01-plain")]
    [InlineData("12-merged-duplicate-header")]
    [InlineData("40-mtls-realistic")]
    [InlineData("41-tcp")]
    public void A_request_that_is_cut_short_anywhere_is_malformed(string name)
    {
        byte[] message = File.ReadAllBytes(TestCases.Path("check", $"{name}.bin"));
        for (int length = 1; length < message.Length; length++)
        {
            Assert.True(ReadRequest.ByUs(message.AsSpan(0, length)) is null, $"accepted at {length} bytes");
        }
    }

    [Fact]
    public void Whatever_is_said_twice_or_in_another_form_is_malformed()
    {
        for (int seed = 0; seed < Iterations / 100; seed++)
        {
            var random = new Random(seed);
            byte[] message = new RandomRequest(random).Next().ToByteArray();
            var root = WireNode.Parse(message, CheckRequest.Descriptor);
            Assert.Equal(message, root.Serialize());
            foreach (WireNode node in root.Descendants)
            {
                AssertBroken(root, node, (uint)random.Next(1, 8), $"seed {seed}, {node.Field?.FullName}");
            }
        }
    }

    private static void AssertBroken(WireNode root, WireNode node, uint wireTypeChange, string what)
    {
        if (node.Field is { IsRepeated: false })
        {
            node.Copies = 2;
            Assert.True(ReadRequest.ByUs(root.Serialize()) is null, $"{what}: accepted twice");
            node.Copies = 1;
        }

        node.Tag ^= wireTypeChange;
        Assert.True(ReadRequest.ByUs(root.Serialize()) is null, $"{what}: accepted with the tag {node.Tag}");
        node.Tag ^= wireTypeChange;
    }

    private static bool AgreesWithGoogle(byte[] message, string what)
    {
        ReadRequest? ours = ReadRequest.ByUs(message);
        if (ours is not null)
        {
            Assert.True(ReadRequest.ByGoogle(message) == ours, $"{what}: read differently: {Convert.ToHexString(message)}");
        }

        return ours is not null;
    }

    private static byte[] Mutate(byte[] message, Random random)
    {
        if (message.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        int at = random.Next(message.Length);
        int end = Math.Min(message.Length, at + random.Next(1, 16));
        return random.Next(6) switch
        {
            0 => [.. message[..at], (byte)(message[at] ^ (1 << random.Next(8))), .. message[(at + 1)..]],
            1 => [.. message[..at], (byte)random.Next(256), .. message[(at + 1)..]],
            2 => message[..at],
            3 => [.. message[..at], .. message[end..]],
            4 => [.. message[..end], .. message[at..]],
            _ => [.. message[..at], (byte)random.Next(256), .. message[at..]],
        };
    }
}
