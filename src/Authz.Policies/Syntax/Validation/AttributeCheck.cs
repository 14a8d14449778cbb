using System.Diagnostics;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

/// <summary>Rules about what a condition looks at.</summary>
internal static class AttributeCheck
{
    public static void Run(AttributeSyntax attribute, DiagnosticBag diagnostics)
    {
        switch (attribute)
        {
            case HeaderAttributeSyntax header:
                CheckHeader(header.Name, diagnostics);
                break;
            case QueryAttributeSyntax query:
                CheckName(query.Name, "the query parameter", diagnostics);
                break;
            case ContextExtensionAttributeSyntax extension:
                CheckName(extension.Name, "the context extension", diagnostics);
                break;
            case MetadataAttributeSyntax metadata:
                CheckName(metadata.Filter, "the filter", diagnostics);
                CheckPointer(metadata.JsonPointer, diagnostics);
                break;
            case BodyAttributeSyntax body:
                CheckPointer(body.JsonPointer, diagnostics);
                break;
            case ClaimAttributeSyntax claim:
                CheckClaim(claim, diagnostics);
                break;
            case PathParameterAttributeSyntax:
            case SourceAddressAttributeSyntax:
            case SniAttributeSyntax:
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void CheckHeader(Located<string> name, DiagnosticBag diagnostics)
    {
        if (RefusedHeader.MendOf(name.Value) is { } mend)
        {
            diagnostics.ReportHeaderNotTaken(name, mend);
        }
        else if (AttributeName.FaultOf(name.Value) is { } fault)
        {
            diagnostics.ReportInvalidAttributeName(name, "the header", fault);
        }
        else if (!HeaderText.IsToken(name.Value))
        {
            diagnostics.ReportInvalidAttributeName(name, "the header", "is no name that HTTP takes");
        }
    }

    private static void CheckName(Located<string> name, string what, DiagnosticBag diagnostics)
    {
        if (AttributeName.FaultOf(name.Value) is { } fault)
        {
            diagnostics.ReportInvalidAttributeName(name, what, fault);
        }
    }

    private static void CheckPointer(Located<string> pointer, DiagnosticBag diagnostics)
    {
        if (JsonPointer.FaultOf(pointer.Value) is { } fault)
        {
            diagnostics.ReportInvalidPointer(pointer, fault);
        }
    }

    private static void CheckClaim(ClaimAttributeSyntax claim, DiagnosticBag diagnostics)
    {
        if (!DnsLabel.IsValid(claim.Issuer.Value))
        {
            diagnostics.ReportInvalidName(claim.Issuer, "the issuer");
        }

        if (ClaimPath.FaultOf(claim.Path.Value) is not { } fault)
        {
            return;
        }

        if (claim.Path.Value.StartsWith('/'))
        {
            diagnostics.ReportInvalidPointer(claim.Path, fault);
        }
        else
        {
            diagnostics.ReportInvalidAttributeName(claim.Path, "the claim", fault);
        }
    }
}
