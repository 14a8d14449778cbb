using System.Globalization;
using System.Text;
using Authz.Grpc.Client;
using Authz.Grpc.Tests.Hosting;

namespace Authz.Grpc.Tests.Interop;

/// <summary>The client of `src/Authz.Grpc/Client`, held to the same cases.</summary>
public sealed class OwnClientFixture : InteropFixture
{
    private const int ShortTextMax = 64;

    /// <summary>
    /// Our client does not compress, and HttpClient may forget what it has not yet handed over when a server closes the
    /// connection right after a stream's end; that our client says UNAVAILABLE then is another test.
    /// </summary>
    public static bool Makes(CallCase row) => row.Compression is null && row.Method != TestMethods.StopHost;

    internal override async Task<IReadOnlyList<CallOutcome>> CallAsync(InteropTarget target, IReadOnlyList<CallCase> cases)
    {
        GrpcClient client = target.Host.Connect(target.Tls);
        var outcomes = new List<CallOutcome>();
        foreach (CallCase row in cases.Where(Makes))
        {
            outcomes.Add(row.Kind == "unary" ? await CallUnaryAsync(client, row) : await CallDuplexAsync(client, row));
        }

        return outcomes;
    }

    protected override Task<string> FindAsync() => Task.FromResult("");

    private static async Task<CallOutcome> CallUnaryAsync(GrpcClient client, CallCase row)
    {
        GrpcReply reply = await client.UnaryAsync(row.Method, Encode(row.Send[0]), TimeoutOf(row), MetadataOf(row));
        return OutcomeOf(row, reply.Status, reply.Status.IsOk ? [Decode(reply.Message.Span)] : []);
    }

    private static async Task<CallOutcome> CallDuplexAsync(GrpcClient client, CallCase row)
    {
        using var cancellation = new CancellationTokenSource();
        using GrpcClientCall call = client.OpenDuplex(row.Method, TimeoutOf(row), MetadataOf(row), cancellation.Token);
        var waiting = new Queue<string>(row.Send);
        var received = new List<string>();
        await SendAsync(call, row, waiting, row.Lockstep ? 1 : waiting.Count);
        while (await call.ReadAsync())
        {
            received.Add(Decode(call.Message.Span));
            if (received.Count == row.CancelAfter)
            {
                await cancellation.CancelAsync();
            }

            await SendAsync(call, row, waiting, 1);
        }

        return OutcomeOf(row, call.Status, received);
    }

    private static async Task SendAsync(GrpcClientCall call, CallCase row, Queue<string> waiting, int count)
    {
        for (int i = 0; i < count && waiting.TryDequeue(out string? text); i++)
        {
            await call.WriteAsync(Encode(text));
        }

        if (waiting.Count == 0 && !row.KeepOpen)
        {
            call.CompleteWriting();
        }
    }

    private static CallOutcome OutcomeOf(CallCase row, GrpcStatus status, IReadOnlyList<string> received) =>
        new(row.Name, (int)status.Code, status.Message, received);

    private static TimeSpan TimeoutOf(CallCase row) =>
        row.TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Timeout.InfiniteTimeSpan;

    private static GrpcClientMetadata MetadataOf(CallCase row)
    {
        var metadata = new GrpcClientMetadata();
        foreach (IReadOnlyList<string> entry in row.Metadata)
        {
            if (entry[0].EndsWith("-bin", StringComparison.Ordinal))
            {
                metadata.AddBinary(entry[0], Convert.FromBase64String(entry[1]));
            }
            else
            {
                metadata.Add(entry[0], entry[1]);
            }
        }

        return metadata;
    }

    private static byte[] Encode(string text)
    {
        if (!text.StartsWith('@'))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        byte[] message = new byte[int.Parse(text.AsSpan(1), CultureInfo.InvariantCulture)];
        message.AsSpan().Fill((byte)'x');
        return message;
    }

    private static string Decode(ReadOnlySpan<byte> message) =>
        message.Length > ShortTextMax && !message.ContainsAnyExcept((byte)'x') ? $"@{message.Length}" : Encoding.UTF8.GetString(message);
}
