using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>`jwt` identities of a set. INVARIANT: no token of an issuer satisfies those of two blocks.</summary>
internal sealed class TokenIdentityBinder(IssuerTable issuers, DiagnosticBag diagnostics)
{
    // Each names a `sub`, and with another one it cannot be satisfied by the same token.
    private readonly Dictionary<(int Issuer, string Subject), List<Entry>> entriesBySubject = [];

    public ImmutableArray<BoundTokenIdentity> Bind(BuildingBlockSyntax block)
    {
        ImmutableArray<BoundTokenIdentity>.Builder identities = ImmutableArray.CreateBuilder<BoundTokenIdentity>();
        foreach (TokenIdentitySyntax syntax in block.Identities.OfType<TokenIdentitySyntax>())
        {
            if (issuers.Find(syntax.Issuer) is not { } issuer)
            {
                continue;
            }

            var identity = new BoundTokenIdentity(issuer, syntax.Claims.ToImmutableSortedDictionary(
                claim => claim.Name.Value, claim => claim.Value.Value, StringComparer.Ordinal));
            identities.Add(identity);
            Check(new Entry(block.Name.Value, syntax, identity));
        }

        return identities.DrainToImmutable();
    }

    private void Check(Entry entry)
    {
        if (!entry.Identity.Claims.TryGetValue(ClaimText.Subject, out string? subject))
        {
            return;
        }

        (int Issuer, string Subject) key = (entry.Identity.Issuer, subject);
        if (!entriesBySubject.TryGetValue(key, out List<Entry>? others))
        {
            others = [];
            entriesBySubject.Add(key, others);
        }

        if (others.Count == PolicyLimits.TokensPerSubjectMax)
        {
            diagnostics.ReportTooManyTokens(SubjectOf(entry.Syntax));
        }

        if (others.Count < PolicyLimits.TokensPerSubjectMax && others.Find(other => IsSatisfiedWith(entry, other)) is { } first)
        {
            Report(entry, first);
        }

        // One more than there may be, so that it is told once.
        if (others.Count <= PolicyLimits.TokensPerSubjectMax)
        {
            others.Add(entry);
        }
    }

    // Two of one block prove the same, unless they are one and the same: then one of them was meant otherwise.
    private static bool IsSatisfiedWith(Entry entry, Entry other) => entry.Block == other.Block
        ? entry.Identity.Claims.SequenceEqual(other.Identity.Claims)
        : entry.Identity.Claims.All(claim =>
            !other.Identity.Claims.TryGetValue(claim.Key, out string? value) || value == claim.Value);

    private void Report(Entry entry, Entry first)
    {
        if (entry.Block == first.Block)
        {
            diagnostics.ReportDuplicateIdentity(
                SubjectOf(entry.Syntax), first.Block, isServer: false, SubjectOf(first.Syntax).Span);
        }
        else
        {
            diagnostics.ReportTokenOfTwo(
                entry.Syntax.Span, entry.Block, entry.Syntax.Issuer.Value, first.Block, first.Syntax.Span);
        }
    }

    private static Located<string> SubjectOf(TokenIdentitySyntax syntax) =>
        syntax.Claims.First(claim => claim.Name.Value == ClaimText.Subject).Value;

    private sealed record Entry(string Block, TokenIdentitySyntax Syntax, BoundTokenIdentity Identity);
}
