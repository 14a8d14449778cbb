using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Headers of credentials that never arrive, and security servers that prove nobody.</summary>
internal static class IdentityLint
{
    public static void Run(PolicySyntax syntax, DiagnosticBag diagnostics)
    {
        foreach (DocumentSyntax document in syntax.Documents)
        {
            switch (document)
            {
                case BuildingBlockSyntax block:
                    CheckHeaders(block, diagnostics);
                    break;
                case SecurityServerSyntax { SpeaksFor.IsEmpty: true, IsForwardingTrusted: false } server:
                    diagnostics.ReportSpeaksForNobody(server.Name.Span, server.Name.Value);
                    break;
                default:
                    break;
            }
        }
    }

    private static void CheckHeaders(BuildingBlockSyntax block, DiagnosticBag diagnostics)
    {
        foreach (IdentitySyntax identity in block.Identities)
        {
            IEnumerable<Located<string>> headers = identity switch
            {
                ApiKeyIdentitySyntax key => [key.Header],
                SignatureIdentitySyntax signature => signature.Components,
                _ => [],
            };
            foreach (Located<string> header in headers.Where(header => header.Value.Contains('_')))
            {
                diagnostics.ReportHeaderWithUnderscore(header.Span, header.Value);
            }
        }
    }
}
