using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Finds the file that an issuer names and reports why it is no set of public keys.</summary>
internal sealed class KeyFileReader(SourceSet sources, DiagnosticBag diagnostics)
{
    /// <summary>The file's bytes; none, and reported, where it cannot be used.</summary>
    public ReadOnlyMemory<byte> Read(Located<string> path, ImmutableArray<TokenAlgorithm> algorithms)
    {
        if (!sources.Files.TryGetValue(path.Value, out ReadOnlyMemory<byte> bytes))
        {
            IEnumerable<string> others = sources.Files.Keys.Where(file => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
            diagnostics.ReportKeyFileNotFound(path, others);
            return default;
        }

        JsonWebKeySet set = JsonWebKeySet.Read(bytes, algorithms);
        foreach (JsonWebKeyFault fault in set.Faults)
        {
            if (fault.SecretMember is { } member)
            {
                diagnostics.ReportSecretKey(path, fault.Key, member);
            }
            else
            {
                diagnostics.ReportInvalidKeyFile(path, fault.Text);
            }
        }

        return set.Faults.IsEmpty ? bytes : default;
    }
}
