using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>Requests as the generated classes write them, whole and with one field broken.</summary>
public sealed class BrokenFieldTests
{
    private const int ValidRequests = 4000;
    private const int BrokenRequests = 40;

    [Fact]
    public void A_valid_request_is_read_as_Google_Protobuf_reads_it()
    {
        for (int seed = 0; seed < ValidRequests; seed++)
        {
            byte[] message = new RandomRequest(new Random(seed)).Next().ToByteArray();

            ReadRequest? ours = ReadRequest.ByUs(message);
            Assert.True(ours is not null, $"seed {seed}: a valid request was refused");
            Assert.True(ReadRequest.ByGoogle(message) == ours, $"seed {seed}: read differently");
        }
    }

    [Fact]
    public void Whatever_is_said_twice_or_in_another_form_is_malformed()
    {
        for (int seed = 0; seed < BrokenRequests; seed++)
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
}
