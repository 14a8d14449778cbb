using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class TokenIdentityValidator : SyntaxValidator<TokenIdentitySyntax>
{
    public TokenIdentityValidator()
    {
        RuleFor(identity => identity.Issuer).Holds(
            issuer => DnsLabel.IsValid(issuer.Value),
            (diagnostics, issuer) => diagnostics.ReportInvalidName(issuer, "the issuer"));

        // INVARIANT: without `sub` the token of every user of a client would be the client.
        RuleFor(identity => identity).Holds(
            identity => identity.Claims.Any(claim => claim.Name.Value == ClaimText.Subject),
            (diagnostics, identity) => diagnostics.ReportTokenWithoutSubject(
                identity.Span, identity.Claims.Select(claim => claim.Name.Value).FirstOrDefault(ClaimText.NamesClient)));
        RuleForEach(identity => identity.Claims).Holds(
            claim => ClaimText.FaultOfName(claim.Name.Value) is null,
            (diagnostics, claim) => diagnostics.ReportInvalidTokenClaim(
                claim.Name, ClaimText.FaultOfName(claim.Name.Value) ?? ""));
        RuleForEach(identity => identity.Claims).Holds(
            claim => ClaimText.FaultOfValue(claim.Value.Value) is null,
            (diagnostics, claim) => diagnostics.ReportInvalidTokenClaimValue(
                claim.Value, claim.Name.Value, ClaimText.FaultOfValue(claim.Value.Value) ?? ""));
    }
}
