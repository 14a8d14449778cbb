using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Authz.Grpc;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Service.Audit;
using Authz.Service.Rpc;
using Authz.Store;
using Authz.Testing;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Service.Tests.Rpc;

/// <summary>What becomes of a check when something is wrong that is not the caller's doing.</summary>
public sealed class CheckEndpointTests
{
    private static readonly TimeSpan deadline = TimeSpan.FromMilliseconds(200);

    private readonly ManualTimeProvider clock = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_check_is_answered_by_the_version_in_force()
    {
        CheckResponse response = Answer(EndpointOver(Prepared), Request());
        Assert.Equal(16, response.Status.Code);
        Assert.Equal(CheckResponse.HttpResponseOneofCase.DeniedResponse, response.HttpResponseCase);
    }

    [Fact]
    public void Without_a_version_in_force_the_answer_is_an_error_and_no_denial() =>
        AssertError(14, Answer(EndpointOver(version => throw new InvalidOperationException("not prepared")), Request()));

    [Fact]
    public void A_fault_of_ours_is_answered_with_an_error()
    {
        // Identities of more blocks than the tree knows: the caller's index lies outside of it.
        CheckEndpoint endpoint = EndpointOver(version => Prepared(version) with { Identities = IdentitiesOfTwoBlocks() });
        CheckRequest request = Request();
        request.Attributes.ContextExtensions.Add("authz.caller", "zoo");
        AssertError(13, Answer(endpoint, request));
    }

    [Fact]
    public void A_check_whose_client_no_longer_waits_is_not_decided()
    {
        CheckEndpoint endpoint = EndpointOver(Prepared);
        DateTimeOffset now = clock.GetUtcNow();
        AssertError(4, Answer(endpoint, Request(), CallAt(now, now)));
        AssertError(4, Answer(endpoint, Request(), CallAt(now - deadline, null)));
        Assert.Equal(16, Answer(endpoint, Request(), CallAt(now, now + deadline)).Status.Code);
    }

    /// <summary>Each stage of a check in turn meets a fault of ours: an object that nobody has made ready.</summary>
    [Theory]
    [InlineData("identities")]
    [InlineData("tree")]
    [InlineData("answers")]
    public void An_exception_in_any_stage_is_answered_with_an_error(string stage)
    {
        CheckEndpoint endpoint = EndpointOver(version => stage switch
        {
            "identities" => Prepared(version) with { Identities = Unmade<CallerIdentities>() },
            "tree" => Prepared(version) with { Tree = Unmade<DecisionTree>() },
            _ => Prepared(version) with { Answers = Unmade<CheckAnswers>() },
        });

        AssertError(13, Answer(endpoint, Request()));
    }

    [Fact]
    public void An_answer_that_cannot_be_written_fails_the_call_and_writes_nothing()
    {
        GrpcCall call = CallAt(clock.GetUtcNow(), null);

        Assert.Throws<InvalidOperationException>(
            () => EndpointOver(Prepared).Answer(in call, Request().ToByteArray(), new BrokenWriter()));
    }

    /// <summary>The clock stands still until it is read the second time: the deadline passes while the check is decided.</summary>
    [Fact]
    public void A_decision_that_comes_too_late_is_told_to_nobody()
    {
        DateTimeOffset start = clock.GetUtcNow();
        var slow = new SteppingClock(start, deadline);
        var response = new ArrayBufferWriter<byte>();

        EndpointOver(Prepared, slow).Answer(CallAt(start, null), Request().ToByteArray(), response);

        AssertError(4, CheckResponse.Parser.ParseFrom(response.WrittenSpan));
        Assert.Equal(2, slow.Reads);
    }

    [Fact]
    public void What_the_log_has_no_room_for_is_an_error_where_nothing_may_pass_unlogged()
    {
        DecisionLog log = FullLog(DecisionLogFull.Refuse);

        AssertError(8, Answer(EndpointOver(Prepared, clock, log), Request()));
        Assert.Equal(1, log.Lost);
    }

    [Fact]
    public void What_the_log_has_no_room_for_is_answered_where_lines_may_be_dropped()
    {
        DecisionLog log = FullLog(DecisionLogFull.Drop);

        Assert.Equal(16, Answer(EndpointOver(Prepared, clock, log), Request()).Status.Code);
        Assert.Equal(1, log.Lost);
    }

    /// <summary>Every answer is recorded, be it a decision or none, and recorded before it is written.</summary>
    [Fact]
    public void Each_answer_is_recorded_as_what_it_was()
    {
        var log = new DecisionLog(LogSettings(DecisionLogFull.Refuse));
        DateTimeOffset now = clock.GetUtcNow();
        CheckRequest bug = Request();
        bug.Attributes.ContextExtensions.Add("authz.caller", "zoo");

        Answer(EndpointOver(Prepared, clock, log), Request());
        Answer(EndpointOver(Prepared, clock, log), Request(), CallAt(now, now));
        Answer(EndpointOver(Prepared, new SteppingClock(now, deadline), log), Request(), CallAt(now, null));
        Answer(EndpointOver(version => throw new InvalidOperationException("not prepared"), clock, log), Request());
        Answer(EndpointOver(version => Prepared(version) with { Identities = IdentitiesOfTwoBlocks() }, clock, log), bug);
        Assert.Throws<InvalidOperationException>(() => EndpointOver(Prepared, clock, log)
            .Answer(CallAt(now, null), Request().ToByteArray(), new BrokenWriter()));

        var recorded = new List<(CheckFailure? Failure, DecisionReason Reason)>();
        while (log.Queue.TryTake(out DecisionRecord record))
        {
            Assert.True(record.Names is not null || record.Failure is not null);
            recorded.Add((record.Failure, record.Decision.Reason));
        }

        Assert.Equal(
            [
                (null, DecisionReason.CredentialsMissing),
                (CheckFailure.DeadlineExceeded, DecisionReason.None),
                (CheckFailure.DeadlineExceeded, DecisionReason.CredentialsMissing),
                (CheckFailure.NotReady, DecisionReason.None),
                (CheckFailure.Bug, DecisionReason.None),

                // Decided, and then not told: the second record of one id says what became of it.
                (null, DecisionReason.CredentialsMissing),
                (CheckFailure.Bug, DecisionReason.None),
            ],
            recorded);
    }

    [Fact]
    public void A_clock_that_jumps_decides_by_what_it_says_and_fails_no_call()
    {
        CheckEndpoint endpoint = EndpointOver(Prepared);
        DateTimeOffset now = clock.GetUtcNow();

        // Back: the call seems to come from the future. Ahead: it seems to have waited for an hour.
        Assert.Equal(16, Answer(endpoint, Request(), CallAt(now + TimeSpan.FromHours(1), null)).Status.Code);
        AssertError(4, Answer(endpoint, Request(), CallAt(now - TimeSpan.FromHours(1), null)));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x0A })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    public void Bytes_that_are_no_check_are_denied(byte[] message)
    {
        var response = new ArrayBufferWriter<byte>();
        Assert.Equal(GrpcStatusCode.Ok, EndpointOver(Prepared).Answer(CallAt(clock.GetUtcNow(), null), message, response).Code);
        Assert.Equal(7, CheckResponse.Parser.ParseFrom(response.WrittenSpan).Status.Code);
    }

    private static void AssertError(int code, CheckResponse response)
    {
        Assert.Equal(code, response.Status.Code);
        Assert.Equal(CheckResponse.HttpResponseOneofCase.ErrorResponse, response.HttpResponseCase);
    }

    private CheckResponse Answer(CheckEndpoint endpoint, CheckRequest request) =>
        Answer(endpoint, request, CallAt(clock.GetUtcNow(), null));

    private static CheckResponse Answer(CheckEndpoint endpoint, CheckRequest request, GrpcCall call)
    {
        var response = new ArrayBufferWriter<byte>();
        Assert.Equal(GrpcStatusCode.Ok, endpoint.Answer(in call, request.ToByteArray(), response).Code);
        return CheckResponse.Parser.ParseFrom(response.WrittenSpan);
    }

    private static GrpcCall CallAt(DateTimeOffset receivedAt, DateTimeOffset? deadline) =>
        new(new DefaultHttpContext(), CheckEndpoint.Method, receivedAt, deadline);

    private static T Unmade<T>() => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    private CheckEndpoint EndpointOver(Func<PolicyVersion, ServedVersion> prepare) => EndpointOver(prepare, clock);

    private static DecisionLogSettings LogSettings(DecisionLogFull full) =>
        new() { Path = DecisionLogSettings.StandardOutput, Full = full, QueueLength = DecisionLogSettings.QueueLeast };

    private static DecisionLog FullLog(DecisionLogFull full)
    {
        var log = new DecisionLog(LogSettings(full));
        while (log.Queue.TryAdd(default))
        {
        }

        return log;
    }

    private CheckEndpoint EndpointOver(
        Func<PolicyVersion, ServedVersion> prepare, TimeProvider endpointClock, DecisionLog? log = null)
    {
        var store = new PolicyStore<ServedVersion>(
            prepare, new CompilationOptions(), clock, NullLogger<PolicyStore>.Instance);
        store.Offer(Sources("web"));
        ServiceProvider provider = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<DeploymentFaultLog>().BuildServiceProvider();
        return new CheckEndpoint(
            new CheckHandler(store),
            new DecisionIdGenerator(new byte[DecisionIdGenerator.SeedLength]),
            provider.GetRequiredService<DeploymentFaultLog>(),
            endpointClock,
            deadline,
            log,
            NullLogger<CheckEndpoint>.Instance);
    }

    private static ServedVersion Prepared(PolicyVersion version) => new(
        version.Tree,
        new CallerIdentities(version.Policies, CertificateMode.Required, UnknownTokenMode.Passed, new IdentityMemory()),
        new CheckAnswers(version.Tree, "1", new AnswerSettings()))
    {
        Names = new DecisionNames(version),
    };

    private static CallerIdentities IdentitiesOfTwoBlocks()
    {
        CompilationResult result = PolicyCompilation.Run(Sources("web", "zoo"), new CompilationOptions());
        return new CallerIdentities(
            result.Policies ?? throw new InvalidOperationException("two blocks compile"),
            CertificateMode.Required,
            UnknownTokenMode.Passed,
            new IdentityMemory());
    }

    private static SourceSet Sources(params string[] blocks) => SourceSet.Of(
        blocks.Select(block => new KeyValuePair<string, ReadOnlyMemory<byte>>($"{block}.yaml", Encoding.UTF8.GetBytes(
            $$"""
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: {{block}}}
            spec:
              owner: t
              identities: [{spiffe: "spiffe://td/{{block}}"}]
              services: [{name: api, basePath: /, hosts: [{{block}}]}]
            """))));

    private static CheckRequest Request()
    {
        var request = new CheckRequest { Attributes = new AttributeContext() };
        request.Attributes.Request = new AttributeContext.Types.Request
        {
            Http = new AttributeContext.Types.HttpRequest { Method = "GET", Path = "/a", Host = "web" },
        };
        request.Attributes.Source = new AttributeContext.Types.Peer
        {
            Address = new() { SocketAddress = new() { Address = "127.0.0.1", PortValue = 1 } },
        };
        request.Attributes.ContextExtensions.Add("authz.service", "web/api");
        return request;
    }
}
