using Authz.Grpc.Framing;

namespace Authz.Grpc.Limits;

/// <summary>
/// What all messages that are not whole yet may hold together. When one more byte would be too much, the call that has waited
/// longest ends: an honest message is whole within milliseconds, so that it is never that one, and whoever holds
/// memory by sending half messages loses his own calls and nobody else's.
/// A message that is there when its call starts, which is nearly every one, never comes here.
/// </summary>
internal sealed class ArrivalBudget(long bytesMax, RefusalLog refusals, TimeProvider clock)
{
    /// <summary>What a call costs while it waits, be there a byte of its message or none: its stream, headers and buffers.</summary>
    public const int CallBytes = 16 * 1024;

    private readonly Lock gate = new();
    private readonly LinkedList<Arrival> waiting = [];
    private long held;

    public Arrival Begin(TimeSpan timeMax, Action<GrpcStatus> end)
    {
        var arrival = new Arrival(this, end);
        int refused;
        lock (gate)
        {
            waiting.AddLast(arrival.Place);
            refused = AccountNeedsLock(arrival, CallBytes);
        }

        arrival.StartTimer(clock, timeMax);
        Tell(refused);
        return arrival;
    }

    internal void Hold(Arrival arrival, long bytes)
    {
        int refused;
        lock (gate)
        {
            refused = arrival.Place.List is null ? 0 : AccountNeedsLock(arrival, CallBytes + bytes);
        }

        Tell(refused);
    }

    internal void Leave(Arrival arrival)
    {
        lock (gate)
        {
            RemoveNeedsLock(arrival);
        }
    }

    internal void Expire(Arrival arrival)
    {
        lock (gate)
        {
            EndNeedsLock(arrival, CallFaults.DeadlineExceeded);
        }
    }

    /// <summary>How many calls had to end for it, which may be this one if it alone is too much.</summary>
    private int AccountNeedsLock(Arrival arrival, long bytes)
    {
        held += bytes - arrival.Bytes;
        arrival.Bytes = bytes;
        int refused = 0;
        while (held > bytesMax && waiting.First is { } longest)
        {
            EndNeedsLock(longest.Value, CallFaults.Crowded);
            refused++;
        }

        return refused;
    }

    private void EndNeedsLock(Arrival arrival, in GrpcStatus fault)
    {
        if (RemoveNeedsLock(arrival))
        {
            arrival.Fault = fault;
            arrival.End(fault);
        }
    }

    private bool RemoveNeedsLock(Arrival arrival)
    {
        if (arrival.Place.List is null)
        {
            return false;
        }

        waiting.Remove(arrival.Place);
        held -= arrival.Bytes;
        arrival.Bytes = 0;
        return true;
    }

    private void Tell(int refused)
    {
        for (int i = 0; i < refused; i++)
        {
            refusals.Note(GrpcRefusal.Message, bytesMax);
        }
    }
}
