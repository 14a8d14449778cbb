using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Binding;

namespace Authz.Service.Secrets;

/// <summary>
/// Brings shared secrets from their files to those who verify with them. Secrets are no part of a version: what is in the
/// file now is the secret.
/// </summary>
internal sealed partial class SecretFiles
{
    /// <summary>Files that are read at once.</summary>
    private const int ReadersMax = 32;

    private static readonly TimeSpan TimeMaxDefault = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SecretRing ring;
    private readonly string? folder;
    private readonly ILogger logger;
    private readonly Func<string, SecretText> read;
    private readonly TimeSpan timeMax;
    private readonly Dictionary<string, string> faults = new(StringComparer.Ordinal);

    // Those that have not answered yet, by name.
    private readonly Dictionary<string, Task<SecretText>> slow = new(StringComparer.Ordinal);

    /// <param name="folder">Where relative names begin; null: nowhere.</param>
    public SecretFiles(SecretRing ring, string? folder, ILogger<SecretFiles> logger)
        : this(ring, folder, logger, SecretText.Read, TimeMaxDefault)
    {
    }

    /// <param name="read">May take its time, and may never return.</param>
    /// <param name="timeMax">How long it is waited for.</param>
    internal SecretFiles(
        SecretRing ring, string? folder, ILogger<SecretFiles> logger, Func<string, SecretText> read, TimeSpan timeMax)
    {
        this.ring = ring;
        this.folder = folder;
        this.logger = logger;
        this.read = read;
        this.timeMax = timeMax;
    }

    /// <summary>Files that have not answered yet, or whose answer nobody has looked at.</summary>
    internal int Awaited
    {
        get
        {
            lock (gate)
            {
                return slow.Count;
            }
        }
    }

    public void Read(BoundPolicySet policies)
    {
        lock (gate)
        {
            var names = policies.Blocks
                .SelectMany(block => block.SignatureKeys.Select(key => key.SecretFile))
                .ToHashSet(StringComparer.Ordinal);

            // What came of a reading that nobody looks at any more would be old when somebody does.
            foreach (string left in slow.Where(one => one.Value.IsCompleted && !names.Contains(one.Key)).Select(one => one.Key).ToArray())
            {
                slow.Remove(left);
            }

            foreach (string[] some in names.Chunk(ReadersMax))
            {
                ReadNeedsLock(some);
            }
        }
    }

    /// <summary>
    /// Whoever opens a pipe waits, and so does whoever reads from a disk that is away. Neither a version nor another secret
    /// must wait with them.
    /// </summary>
    private void ReadNeedsLock(string[] names)
    {
        Task<SecretText>[] readings = [.. names.Select(StartNeedsLock)];
        Task.WaitAll([.. readings.Where((_, place) => !slow.ContainsKey(names[place]))], timeMax);
        foreach ((int place, string name) in names.Index())
        {
            Task<SecretText> reading = readings[place];
            if (reading.IsCompleted)
            {
                slow.Remove(name);
                TakeNeedsLock(name, reading.Result);
            }
            else
            {
                slow[name] = reading;
                TakeNeedsLock(name, SecretText.Refused("reading it takes too long: it is a pipe, or on a disk that does not answer"));
            }
        }
    }

    // A thread of its own, for it may never come back; one that has not come back is not started twice.
    private Task<SecretText> StartNeedsLock(string name)
    {
        if (slow.TryGetValue(name, out Task<SecretText>? reading))
        {
            return reading;
        }

        return folder is not null || Path.IsPathRooted(name)
            ? Task.Factory.StartNew(
                () => read(Path.Combine(folder ?? "/", name)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : Task.FromResult(SecretText.Refused("its name is relative, and the setting `secrets` names no folder for it"));
    }

    private void TakeNeedsLock(string name, SecretText read)
    {
        // A file that is gone takes its secret with it: that is how one is withdrawn.
        ring.SlotOf(name).Secret = read.Secret;
        if (read.Fault is { } fault)
        {
            if (faults.GetValueOrDefault(name) != fault)
            {
                Log.Missing(logger, name, fault);
            }

            faults[name] = fault;
        }
        else if (faults.Remove(name))
        {
            Log.Found(logger, name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "secret {File} is not at hand, and signatures by it are refused: {Fault}")]
        public static partial void Missing(ILogger logger, string file, string fault);

        [LoggerMessage(Level = LogLevel.Information, Message = "secret {File} is at hand")]
        public static partial void Found(ILogger logger, string file);
    }
}
