using System.Net;
using System.Net.Sockets;
using Authz.LoadGenerator.Measuring;
using Authz.LoadGenerator.Running;
using Authz.Testing.Http2;
using Authz.Workloads.Files;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Tests.Running;

public sealed class LoadLoopTests
{
    private static readonly FramedRequest[] anything = [new(new byte[100], ExpectedVerdict.Allowed)];
    private static readonly TimeSpan moment = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Every_answer_of_the_service_is_the_expected_one_while_connections_are_replaced()
    {
        await using ServiceHost service = await ServiceHost.StartAsync("mixed");
        IReadOnlyList<FramedRequest> requests = RequestFile.Read(File.ReadAllBytes(Path.Combine(service.Folder, WorkloadFolder.RequestsName)));
        using var loop = new LoadLoop(new LoadSettings(service.Target, requests)
        {
            Connections = 3,
            Timeout = TimeSpan.FromSeconds(30),
            Churn = TimeSpan.FromMilliseconds(40),
        });
        Recorder recorder = Run(loop, new Phase("rate", 1000, 0, moment));
        Assert.Empty(recorder.ErrorKinds);
        Assert.Equal(300, recorder.Answered);
        Assert.True(recorder.Allowed > 0 && recorder.Refused > 0);
        Assert.True(loop.ConnectionsReplaced > 0);
        Assert.Equal(recorder.Answered, recorder.Corrected.Count);
    }

    [Fact]
    public async Task Each_request_of_a_constant_rate_is_sent_and_counts_once()
    {
        await using var server = new ScriptedServer((_, _) => null);
        Recorder recorder = Run(server, new Phase("rate", 1000, 0, moment));
        Assert.Equal((300, 300, 0, 0), (recorder.Corrected.Count, recorder.Allowed, recorder.Wrong, recorder.Errors));
    }

    [Fact]
    public async Task An_answer_that_was_not_expected_is_wrong()
    {
        await using var server = new ScriptedServer((_, _) => null);
        Recorder recorder = Run(server, new Phase("rate", 100, 0, moment), requests: [new(new byte[9], ExpectedVerdict.Refused)]);
        Assert.Equal((30, 30, 0), (recorder.Answered, recorder.Wrong, recorder.Errors));
        Assert.Equal("wrong: Allowed where Refused was expected", Assert.Single(recorder.ErrorKinds).Key);
    }

    [Fact]
    public async Task Streams_that_are_reset_are_errors_and_the_others_are_answered()
    {
        await using var server = new ScriptedServer((call, stream) =>
            call % 3 == 0 ? Http2Frames.Frame(Http2Frames.ResetStream, 0, stream, Http2Frames.BigEndian(11)) : null);
        Recorder recorder = Run(server, new Phase("rate", 1000, 0, moment));
        Assert.Equal((200, 100), (recorder.Answered, recorder.Errors));
        Assert.Equal("the server reset the stream, code 11", Assert.Single(recorder.ErrorKinds).Key);
    }

    [Fact]
    public async Task What_a_GOAWAY_left_unprocessed_is_sent_again_elsewhere()
    {
        // The tenth call is answered by the word that it was not looked at, and the connection is left.
        await using var server = new ScriptedServer((call, stream) => call == 10
            ? Http2Frames.Frame(Http2Frames.GoAway, 0, 0, [.. Http2Frames.BigEndian((uint)(stream - 2)), 0, 0, 0, 0])
            : null);
        using var loop = new LoadLoop(SettingsOf(server, connections: 1));
        Recorder recorder = Run(loop, new Phase("rate", 1000, 0, moment));
        Assert.Equal((300, 0, 0), (recorder.Answered, recorder.Wrong, recorder.Errors));
        Assert.True(recorder.Retried >= 1);
        Assert.Equal((1, 2), (loop.ConnectionsReplaced, server.Connections));
    }

    [Fact]
    public async Task Calls_without_an_answer_time_out_and_their_wait_counts()
    {
        await using var server = new ScriptedServer((call, _) => call % 2 == 0 ? [] : null);
        using var loop = new LoadLoop(SettingsOf(server, connections: 2) with { Timeout = TimeSpan.FromMilliseconds(100) });
        Recorder recorder = Run(loop, new Phase("rate", 200, 0, moment));
        Assert.Equal(60, recorder.Answered + recorder.Errors);
        Assert.True(recorder.ErrorKinds["timed out"] >= 30);
        Assert.True(recorder.Corrected.At(99) >= 100_000_000);
    }

    [Fact]
    public async Task A_call_that_waits_keeps_its_place_until_it_times_out()
    {
        await using var server = new ScriptedServer((call, stream) => call == 1 ? [] : ScriptedServer.Answer(stream));
        using var loop = new LoadLoop(SettingsOf(server, connections: 1) with { Timeout = TimeSpan.FromMilliseconds(200) });
        Recorder recorder = Run(loop, new Phase("closed", 0, 1, 5 * moment));

        // One if nothing stalls the machine meanwhile; another would be of the same kind.
        Assert.Equal(new KeyValuePair<string, long>("timed out", recorder.Errors), Assert.Single(recorder.ErrorKinds));
        Assert.True(recorder.Answered > 0);
        Assert.True(recorder.Corrected.MaxNanoseconds >= 200_000_000);
    }

    [Fact]
    public async Task A_connection_that_the_server_breaks_is_made_anew()
    {
        await using var server = new ScriptedServer((call, stream) => call == 5
            ? Http2Frames.Frame(Http2Frames.Continuation, Http2Frames.EndHeaders, stream, [0x88])
            : null);
        using var loop = new LoadLoop(SettingsOf(server, connections: 1));
        Recorder broken = Run(loop, new Phase("rate", 100, 0, moment));
        Assert.Equal(30, broken.Answered + broken.Errors);
        Assert.True(broken.ErrorKinds["the connection was lost"] >= 1);

        // On a machine that stalls, all of the first phase may have been lost.
        Recorder whole = Run(loop, new Phase("rate", 100, 0, moment));
        Assert.Equal((30, 0, 2), (whole.Answered, whole.Errors, server.Connections));
    }

    [Fact]
    public async Task A_connection_that_comes_after_the_end_is_closed_too()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using (var loop = new LoadLoop(new LoadSettings(new LoadTarget(listener.LocalEndpoint, "here"), anything)))
        {
            Assert.Throws<OperationCanceledException>(() => loop.Connect(new CancellationToken(canceled: true)));
        }

        using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Where_nobody_listens_is_told()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var settings = new LoadSettings(new LoadTarget(listener.LocalEndPoint!, "here"), anything);
        using var stop = new CancellationTokenSource(moment);
        using var loop = new LoadLoop(settings);
        Assert.Throws<OperationCanceledException>(() => loop.Connect(stop.Token));
    }

    private static Recorder Run(ScriptedServer server, Phase phase, IReadOnlyList<FramedRequest>? requests = null)
    {
        using var loop = new LoadLoop(SettingsOf(server, connections: 2) with { Requests = requests ?? anything });
        return Run(loop, phase);
    }

    private static Recorder Run(LoadLoop loop, Phase phase)
    {
        var recorder = new Recorder(TimeSpan.FromSeconds(1));
        loop.Connect(TestContext.Current.CancellationToken);
        loop.Run(phase, recorder, TestContext.Current.CancellationToken);
        return recorder;
    }

    private static LoadSettings SettingsOf(ScriptedServer server, int connections) =>
        new(server.Target, anything) { Connections = connections, Timeout = TimeSpan.FromSeconds(30) };
}
