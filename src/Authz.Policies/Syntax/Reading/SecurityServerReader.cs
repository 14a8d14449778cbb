using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class SecurityServerReader(DiagnosticBag diagnostics)
{
    internal static readonly MappingShape Shape = new(
        "a SecurityServer",
        KeyShape.Required(
            "identities", new ListShape(IdentityReader.ServerShape), "What proves the server by its certificate; any one is enough."),
        KeyShape.Optional("speaksFor", new ListShape(TextShape.Name), "Building blocks that it may name as the caller."),
        KeyShape.Optional(
            "trustedXfcc", TrueShape.Instance, "`true`: the certificate that it forwards in x-forwarded-client-cert names the caller."))
    {
        LaterKeys = ["mode", "node", "listeners", "serves", "reaches"],
    };

    private readonly IdentityReader identities = new(diagnostics);

    public SecurityServerSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var server = new SecurityServerSyntax(span, metadata);
        return MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader)
            ? server with
            {
                Identities = identities.Read(reader.Items("identities"), IdentityReader.ServerShape),
                SpeaksFor = reader.Texts("speaksFor"),
                IsForwardingTrusted = reader.IsTrue("trustedXfcc"),
            }
            : server;
    }
}
