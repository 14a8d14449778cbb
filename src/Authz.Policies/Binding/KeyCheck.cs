using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Answers;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>API keys and secrets of a whole set: each names one building block, and none is one that anybody would try.</summary>
internal sealed class KeyCheck(DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, (string Block, SourceSpan Place)> apiKeyIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Block, SourceSpan Place)> digests = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Block, SourceSpan Place)> headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Block, SourceSpan Place)> signatureIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Block, SourceSpan Place)> secretFiles = new(StringComparer.Ordinal);

    public void Run(ImmutableArray<BuildingBlockSyntax> blocks, ImmutableArray<AccessPolicySyntax> policies)
    {
        foreach (BuildingBlockSyntax block in blocks)
        {
            foreach (IdentitySyntax identity in block.Identities)
            {
                switch (identity)
                {
                    case ApiKeyIdentitySyntax key:
                        Check(key, block);
                        break;
                    case SignatureIdentitySyntax signature:
                        Check(signature, block.Name.Value);
                        break;
                    default:
                        break;
                }
            }
        }

        if (headers.Count > 0)
        {
            CheckAnswers(policies);
        }
    }

    private void Check(ApiKeyIdentitySyntax key, BuildingBlockSyntax block)
    {
        string name = block.Name.Value;
        if (FirstOf(apiKeyIds, key.Id, name) is var (other, place))
        {
            diagnostics.ReportDuplicateKeyId(key.Id, "id", other, place);
        }

        if (FirstOf(digests, key.Digest, name) is var (sharer, first))
        {
            diagnostics.ReportSharedKey(key.Digest.Span, "sha256", sharer, first);
        }

        headers.TryAdd(key.Header.Value, (name, key.Header.Span));
        IEnumerable<string> near = [name, key.Id.Value, key.Header.Value, block.Client?.Value ?? name, block.Owner?.Value ?? name];
        if (ObviousKey.Find(key.Digest.Value, near) is { } what)
        {
            diagnostics.ReportObviousKey(key.Digest, what);
        }
    }

    private void Check(SignatureIdentitySyntax signature, string block)
    {
        if (FirstOf(signatureIds, signature.KeyId, block) is var (other, place))
        {
            diagnostics.ReportDuplicateKeyId(signature.KeyId, "keyId", other, place);
        }

        if (FirstOf(secretFiles, signature.SecretFile, block) is var (sharer, first))
        {
            diagnostics.ReportSharedKey(signature.SecretFile.Span, "secretFile", sharer, first);
        }
    }

    /// <summary>Where a header is set and removed, Envoy removes it: the rule would not do what it says.</summary>
    private void CheckAnswers(ImmutableArray<AccessPolicySyntax> policies)
    {
        foreach (RuleSyntax rule in policies.SelectMany(policy => policy.Rules))
        {
            HeaderChangesSyntax changes = rule.OnAllow?.Headers ?? HeaderChangesSyntax.None;
            foreach (PairSyntax header in changes.Set.Concat(changes.Append))
            {
                if (headers.TryGetValue(header.Name.Value, out (string Block, SourceSpan Place) first))
                {
                    diagnostics.ReportKeyHeaderChanged(header.Name, first.Block, first.Place);
                }
            }
        }
    }

    /// <summary>Who had this before; null: nobody, and now this block has it.</summary>
    private static (string Block, SourceSpan Place)? FirstOf(
        Dictionary<string, (string Block, SourceSpan Place)> known, Located<string> text, string block) =>
        known.TryAdd(text.Value, (block, text.Span)) ? null : known[text.Value];
}
