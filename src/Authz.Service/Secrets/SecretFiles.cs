using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Binding;

namespace Authz.Service.Secrets;

/// <summary>
/// Brings shared secrets from their files to those who verify with them. Secrets are no part of a version: what is in the
/// file now is the secret.
/// </summary>
internal sealed partial class SecretFiles
{
    private readonly Lock gate = new();
    private readonly SecretRing ring;
    private readonly string? folder;
    private readonly ILogger logger;
    private readonly Dictionary<string, string> faults = new(StringComparer.Ordinal);

    /// <param name="folder">Where relative names begin; null: nowhere.</param>
    public SecretFiles(SecretRing ring, string? folder, ILogger<SecretFiles> logger)
    {
        this.ring = ring;
        this.folder = folder;
        this.logger = logger;
    }

    public void Read(BoundPolicySet policies)
    {
        lock (gate)
        {
            foreach (string name in policies.Blocks
                .SelectMany(block => block.SignatureKeys.Select(key => key.SecretFile))
                .Distinct(StringComparer.Ordinal))
            {
                ReadNeedsLock(name);
            }
        }
    }

    private void ReadNeedsLock(string name)
    {
        SecretText read = folder is not null || Path.IsPathRooted(name)
            ? SecretText.Read(Path.Combine(folder ?? "/", name))
            : new SecretText(null, "its name is relative, and the setting `secrets` names no folder for it");

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
