using Authz.Admin.Administration;

namespace Authz.Admin.Http;

/// <summary>
/// What was answered to calls with a key, so that a call that is sent again is not done again. Only what was done is remembered: a
/// refusal changed nothing, and is judged anew. A restart forgets all.
/// </summary>
internal sealed class IdempotencyMemory(TimeProvider clock)
{
    public const int KeyLengthMax = 200;

    public const int AnswersMax = 1000;

    /// <summary>Bytes of all answers together.</summary>
    public const long BytesMax = 16 * 1024 * 1024;

    public static readonly TimeSpan RememberedFor = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Queue<Entry> order = [];
    private long bytes;

    /// <summary>Null: it is new, and <see cref="Finish"/> has to be called for it.</summary>
    /// <param name="name">Of the caller and the key together.</param>
    /// <param name="fingerprint">Of all that the request says.</param>
    public AdminAnswer? Begin(string name, string fingerprint)
    {
        lock (gate)
        {
            ForgetNeedsLock();
            if (!entries.TryGetValue(name, out Entry? entry))
            {
                entries[name] = new Entry(name, fingerprint, default) { Answer = null };
                return null;
            }

            if (entry.Fingerprint != fingerprint)
            {
                throw new AdministrationException(
                    Refusal.KeyReused, "the idempotency key was used for another request: take a new key for each thing that is to be done");
            }

            return entry.Answer ?? throw new AdministrationException(
                Refusal.Conflict, "a call with this idempotency key is under way: ask again when it is done");
        }
    }

    /// <param name="answer">Null: nothing was done.</param>
    public void Finish(string name, AdminAnswer? answer)
    {
        lock (gate)
        {
            if (!entries.Remove(name, out Entry? begun) || answer is null)
            {
                return;
            }

            var entry = new Entry(name, begun.Fingerprint, clock.GetUtcNow() + RememberedFor) { Answer = answer };
            entries[name] = entry;
            order.Enqueue(entry);
            bytes += answer.Body.Length;
            ForgetNeedsLock();
        }
    }

    private void ForgetNeedsLock()
    {
        while (order.TryPeek(out Entry? oldest)
            && (order.Count > AnswersMax || bytes > BytesMax || oldest.Until <= clock.GetUtcNow()))
        {
            order.Dequeue();
            bytes -= oldest.Answer?.Body.Length ?? 0;
            entries.Remove(oldest.Name);
        }
    }

    private sealed record Entry(string Name, string Fingerprint, DateTimeOffset Until)
    {
        public required AdminAnswer? Answer { get; init; }
    }
}
