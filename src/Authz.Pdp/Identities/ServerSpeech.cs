using Authz.Policies.Binding;

namespace Authz.Pdp.Identities;

/// <summary>For which blocks each security server speaks.</summary>
internal sealed class ServerSpeech
{
    // By server, then by block.
    private readonly bool[][] spoken;
    private readonly bool[] isForwardingUnbounded;

    public ServerSpeech(BoundPolicySet policies)
    {
        spoken = [.. policies.SecurityServers.Select(server => SpokenBy(server, policies.Blocks.Length))];
        isForwardingUnbounded = [.. policies.SecurityServers.Select(server => server.SpeaksFor.IsEmpty)];
    }

    public bool MaySpeak(int server, int block) => spoken[server][block];

    /// <summary>A server that names those for whom it speaks forwards certificates of these alone.</summary>
    public bool MayForward(int server, int block) => isForwardingUnbounded[server] || spoken[server][block];

    private static bool[] SpokenBy(BoundSecurityServer server, int blockCount)
    {
        var blocks = new bool[blockCount];
        foreach (int block in server.SpeaksFor)
        {
            blocks[block] = true;
        }

        return blocks;
    }
}
