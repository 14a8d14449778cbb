using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class ApiKeyIdentityValidator : SyntaxValidator<ApiKeyIdentitySyntax>
{
    public ApiKeyIdentityValidator()
    {
        RuleFor(identity => identity.Id).Holds(
            id => DnsLabel.IsValid(id.Value), (diagnostics, id) => diagnostics.ReportInvalidName(id, "the key's id"));
        RuleFor(identity => identity.Digest).HasNoFault(
            KeyDigest.FaultOf, (diagnostics, digest, fault) => diagnostics.ReportInvalidKeyDigest(digest, fault));
        RuleFor(identity => identity.Header).HasNoFault(
            KeyHeader.FaultOf, (diagnostics, header, fault) => diagnostics.ReportInvalidKeyHeader(header, fault));
    }
}
