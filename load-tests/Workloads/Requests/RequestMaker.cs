using System.Buffers.Text;
using Authz.Workloads.Policies;

namespace Authz.Workloads.Requests;

/// <summary>Requests over one country, each with the verdict that it was made for.</summary>
public sealed class RequestMaker : IDisposable
{
    // With `Bearer ` it is a header of 300 bytes, of a kind that no issuer of the set made.
    private const int OpaqueLength = 293;

    // Raw requests are those of larger deployments, whose tokens are too.
    private const int RawOpaqueLength = 493;

    private readonly CheckMessages messages;
    private readonly string opaque;
    private readonly string rawOpaque;

    public RequestMaker(PolicyWorld world)
    {
        World = world;
        Tokens = new TokenMint(world.Seed);
        messages = new CheckMessages(world.Seed);
        var bytes = new byte[RawOpaqueLength];
        new Random(world.Seed).NextBytes(bytes);
        rawOpaque = Base64Url.EncodeToString(bytes)[..RawOpaqueLength];
        opaque = rawOpaque[..OpaqueLength];
    }

    public PolicyWorld World { get; }

    public TokenMint Tokens { get; }

    /// <summary>The grant of a caller that calls all the time; it has a condition.</summary>
    public Grant HotGrant => World.Grants[World.PolicyCount / 2 * PolicyWorld.RulesPerPolicy];

    public WorkloadRequest Allowed(Grant grant, int number, bool isRaw = false) =>
        Allowed(grant, CallDraft.Of(grant, number, isRaw ? rawOpaque : opaque) with { IsRaw = isRaw });

    /// <summary>The caller shows no certificate, and a token names it.</summary>
    /// <param name="token">Number of the token: the same number, the same token.</param>
    public WorkloadRequest AllowedByToken(Grant grant, int number, long token) => Allowed(
        grant, CallDraft.Of(grant, number, Tokens.TokenOf(grant.Caller, token)) with { SpiffeId = null });

    /// <summary>As a hot caller's, by a certificate that nobody has seen.</summary>
    public WorkloadRequest AllowedByCertificate(Grant grant, int number) =>
        Allowed(grant, CallDraft.Of(grant, number, opaque) with { CertificateNumber = number + 1 });

    public WorkloadRequest BadToken(Grant grant, int number) => Write(
        CallDraft.Of(grant, number, Tokens.BadTokenOf(grant.Caller, number)) with { SpiffeId = null },
        ExpectedVerdict.RefusedOrError,
        null,
        "bad_token");

    /// <summary>A path that nobody has asked for and no rule allows.</summary>
    public WorkloadRequest UnknownPath(Grant grant, int number) => Refused(
        CallDraft.Of(grant, number, opaque) with { Path = $"{PolicyWorld.BasePath(grant.Target)}/nothing-{number}/{number:x8}" }, "no_rule");

    /// <summary>One of the ways in which a call is refused, in turn.</summary>
    public WorkloadRequest Refused(Grant grant, int number)
    {
        CallDraft call = CallDraft.Of(grant, number, opaque);
        string basePath = PolicyWorld.BasePath(grant.Target);
        return (number % 10) switch
        {
            0 => Refused(call with { Path = $"{basePath}/{World.WordsBeside(grant).ElementAt(number / 10 % 30)}/{1000 + number}" }, "no_rule"),
            1 => Refused(call with { Method = "PATCH" }, "no_rule"),
            2 => Refused(Grantee(grant, needsPurpose: true, number) with { Purpose = "marketing" }, "no_rule"),
            3 => Refused(call with { SpiffeId = $"spiffe://gov.example/bb/nobody-{number % 50}" }, "unknown_caller"),
            4 => Refused(call with { SpiffeId = null }, "credentials_missing"),
            5 => Refused(call with { Path = $"{basePath}/public/../{grant.Word}/{1000 + number}" }, "non_canonical"),
            6 => Write(
                call with { Path = $"{basePath}/{PolicyWorld.DeniedWord}/keys/{1000 + number}" },
                ExpectedVerdict.Refused,
                PolicyWorld.DenyRuleName,
                "denied_by_rule"),
            7 => Refused(call with { SpiffeId = PolicyWorld.SpiffeId(World.StrangerTo(grant)) }, "no_rule"),
            8 => Refused(call with { RouteService = PolicyWorld.ServiceName((grant.Target + 1) % World.BlockCount) }, "route_mismatch"),
            _ => Refused(call with { Path = basePath + grant.PathFor(1000 + number).ToUpperInvariant() }, "no_rule"),
        };
    }

    public void Dispose() => Tokens.Dispose();

    private CallDraft Grantee(Grant near, bool needsPurpose, int number) => CallDraft.Of(
        World.Grants.Skip(near.Policy * PolicyWorld.RulesPerPolicy).First(grant => grant.NeedsPurpose == needsPurpose), number, opaque);

    private WorkloadRequest Allowed(Grant grant, CallDraft call) =>
        Write(call, ExpectedVerdict.Allowed, grant.QualifiedName, "allowed");

    private WorkloadRequest Refused(CallDraft call, string reason) => Write(call, ExpectedVerdict.Refused, null, reason);

    private WorkloadRequest Write(CallDraft call, ExpectedVerdict expected, string? rule, string reason)
    {
        // Engines that look at no token and no route are asked only what they can be right about.
        bool isForPeers = call.SpiffeId is not null && call.RouteService is null && !call.IsRaw;
        PeerQuestion? question = isForPeers && call.SpiffeId is { } id
            ? new PeerQuestion(id, call.Target, call.Method, call.Path, call.Purpose)
            : null;
        return new WorkloadRequest(messages.Write(call), expected, rule, reason, question);
    }
}
