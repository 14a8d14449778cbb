using System.Net.Sockets;
using Authz.LoadGenerator.Http2;

namespace Authz.LoadGenerator.Running;

/// <summary>
/// As many connections as were asked for, each replaced when it breaks, when the server sends GOAWAY, or when its time is over. The new
/// one is there before the old one is left, as it is with Envoy; an old one is closed when its last answer has come.
/// </summary>
internal sealed class ConnectionPool : IDisposable
{
    private static readonly TimeSpan retryAfter = TimeSpan.FromMilliseconds(100);

    private readonly LoadTarget target;
    private readonly RequestHeaders headers;
    private readonly bool readsVersions;
    private readonly CallEnd callEnds;
    private readonly Slot[] slots;
    private readonly List<Http2Connection> all = [];
    private readonly long? lifetime;
    private int turn;

    /// <param name="churn">After this time each connection is replaced once; null: they stay.</param>
    /// <param name="readsVersions">Whether anybody asks which version answered.</param>
    public ConnectionPool(LoadTarget target, string path, int count, TimeSpan? churn, bool readsVersions, CallEnd callEnds)
    {
        this.readsVersions = readsVersions;
        this.target = target;
        this.callEnds = callEnds;
        headers = new RequestHeaders(target.Authority, path);
        slots = [.. Enumerable.Range(0, count).Select(_ => new Slot())];
        lifetime = churn is { } time ? Clock.Ticks(time) : null;
    }

    /// <summary>Those in use and those that wait for their last answers.</summary>
    public IReadOnlyList<Http2Connection> All => all;

    /// <summary>Connections that were opened beyond the first ones.</summary>
    public int Replaced { get; private set; }

    public string? LastFailure { get; private set; }

    public bool IsReady => slots.All(slot => slot.Current is { IsReady: true });

    public int InFlight => all.Sum(connection => connection.InFlight);

    /// <summary>The next connection, in turn, that takes a request of this length; null: none does now.</summary>
    public Http2Connection? Next(int frameLength)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            turn = turn + 1 < slots.Length ? turn + 1 : 0;
            if (slots[turn].Current is { } connection && connection.CanSend(frameLength))
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>Opens, replaces and closes what is due.</summary>
    public void Maintain(long now)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            Maintain(slots[i], now, place: i);
        }

        for (int i = all.Count - 1; i >= 0; i--)
        {
            Http2Connection connection = all[i];
            if (connection is { IsClosed: false, IsLeaving: true, InFlight: 0 } && slots.All(slot => slot.Current != connection))
            {
                connection.Close(null);
            }

            if (connection.IsClosed)
            {
                LastFailure = connection.Failure ?? LastFailure;
                all.RemoveAt(i);
            }
        }
    }

    /// <summary>Closes all connections, also one that is only about to be there.</summary>
    public void Dispose()
    {
        all.ForEach(connection => connection.Dispose());
        foreach (Slot slot in slots)
        {
            slot.Opening?.ContinueWith(
                opened => opened.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            slot.Opening = null;
        }
    }

    private void Maintain(Slot slot, long now, int place)
    {
        if (slot.Opening is { IsCompleted: true } opened)
        {
            slot.Opening = null;
            if (opened.IsCompletedSuccessfully)
            {
                slot.Coming = new Http2Connection(opened.Result, headers, readsVersions, callEnds);
                all.Add(slot.Coming);
            }
            else
            {
                LastFailure = opened.Exception?.InnerException?.Message;
                slot.RetryAt = now + Clock.Ticks(retryAfter);
            }
        }

        if (slot.Coming is { IsReady: true } ready)
        {
            slot.Current?.Leave();
            (slot.Current, slot.Coming) = (ready, null);

            // The first ones go at different times, so that they are not all replaced at once.
            slot.LeavesAt = lifetime is { } time ? now + (slot.LeavesAt == 0 ? time * (place + 1) / slots.Length : time) : long.MaxValue;
        }

        slot.Coming = slot.Coming is { IsClosed: true } ? null : slot.Coming;
        slot.Current = slot.Current is { IsClosed: true } ? null : slot.Current;
        bool needsNew = slot.Current is null or { IsLeaving: true } || now >= slot.LeavesAt;
        if (needsNew && slot.Opening is null && slot.Coming is null && now >= slot.RetryAt)
        {
            Replaced += slot.WasOpened ? 1 : 0;
            slot.WasOpened = true;
            slot.Opening = Task.Run(target.Connect);
        }
    }

    private sealed class Slot
    {
        public Http2Connection? Current { get; set; }

        public Http2Connection? Coming { get; set; }

        public Task<Socket>? Opening { get; set; }

        public bool WasOpened { get; set; }

        public long RetryAt { get; set; }

        public long LeavesAt { get; set; }
    }
}
