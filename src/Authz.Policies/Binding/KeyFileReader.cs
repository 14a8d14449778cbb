using System.Collections.Immutable;
using System.Text.Json;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Finds the file that an issuer names and judges whether it is a set of public keys (RFC 7517).</summary>
internal sealed class KeyFileReader(SourceSet sources, DiagnosticBag diagnostics)
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = PolicyLimits.NestingMax,
    };

    /// <summary>The file's bytes; none, and reported, where it cannot be used.</summary>
    public ReadOnlyMemory<byte> Read(Located<string> path, ImmutableArray<TokenAlgorithm> algorithms)
    {
        if (!sources.Files.TryGetValue(path.Value, out ReadOnlyMemory<byte> bytes))
        {
            IEnumerable<string> others = sources.Files.Keys.Where(file => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
            diagnostics.ReportKeyFileNotFound(path, others);
            return default;
        }

        if (bytes.Length > PolicyLimits.KeyFileBytesMax)
        {
            diagnostics.ReportInvalidKeyFile(path, $"is larger than {PolicyLimits.KeyFileBytesMax} bytes");
            return default;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Strict);
            return Judge(document.RootElement, path, algorithms) ? bytes : default;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is for text that is no UTF-8 or half a surrogate pair.
            // The reader's own words may quote what it read, which may be a secret.
            diagnostics.ReportInvalidKeyFile(path, "is not JSON, or names something twice");
            return default;
        }
    }

    private bool Judge(JsonElement root, Located<string> path, ImmutableArray<TokenAlgorithm> algorithms)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("keys", out JsonElement keys)
            || keys.ValueKind != JsonValueKind.Array
            || keys.GetArrayLength() == 0)
        {
            diagnostics.ReportInvalidKeyFile(path, "has no list `keys` with a key in it");
            return false;
        }

        if (keys.GetArrayLength() > PolicyLimits.KeysMax)
        {
            diagnostics.ReportInvalidKeyFile(path, $"has more than {PolicyLimits.KeysMax} keys");
            return false;
        }

        bool isRight = true;
        bool canVerify = algorithms.IsEmpty;
        int number = 0;
        foreach (JsonElement key in keys.EnumerateArray())
        {
            number++;
            if (JsonWebKey.SecretOf(key) is { } secret)
            {
                diagnostics.ReportSecretKey(path, number, secret);
                isRight = false;
            }
            else if (JsonWebKey.FaultOf(key) is { } fault)
            {
                diagnostics.ReportInvalidKeyFile(path, $"has as key {number} one that {fault}");
                isRight = false;
            }
            else
            {
                canVerify |= algorithms.Any(algorithm => JsonWebKey.CanVerify(key, algorithm));
            }
        }

        if (isRight && !canVerify)
        {
            diagnostics.ReportInvalidKeyFile(path, "has no key for any of the issuer's `algorithms`");
        }

        return isRight && canVerify;
    }
}
