using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class BuildingBlockReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape CertificateShape = new(
        "`certificate`",
        KeyShape.Required("dns", TextShape.Host, "The DNS name of a certificate that has no URI name."));

    private static readonly MappingShape IdentityShape = new(
        "an identity",
        KeyShape.Optional("spiffe", TextShape.SpiffeId, "The SPIFFE ID, the only URI name of the certificate."),
        KeyShape.Optional("certificate", CertificateShape, "A name in the certificate that is no SPIFFE ID."))
    {
        ExactlyOne = ["spiffe", "certificate"],
        LaterKeys = ["jwt", "apiKey", "hmac"],
    };

    internal static readonly MappingShape Shape = new(
        "a BuildingBlock",
        KeyShape.Optional("owner", TextShape.Line, "Who answers for the building block."),
        KeyShape.Optional("client", TextShape.Client, "The client identifier: instance/class/member/subsystem."),
        KeyShape.Optional("identities", new ListShape(IdentityShape), "What proves the caller; any one is enough."),
        KeyShape.Optional("services", new ListShape(ServiceReader.Shape), "What the building block offers."),
        KeyShape.Optional(
            "delegates", new ListShape(TextShape.Name), "Building blocks whose base paths may lie inside this one's."));

    private readonly ServiceReader services = new(diagnostics);

    public BuildingBlockSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var block = new BuildingBlockSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader))
        {
            return block;
        }

        return block with
        {
            Owner = reader.Text("owner"),
            Client = reader.Text("client"),
            Identities = ReadIdentities(reader.Items("identities")),
            Services = ReadServices(reader.Items("services")),
            Delegates = reader.Texts("delegates"),
        };
    }

    private ImmutableArray<IdentitySyntax> ReadIdentities(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<IdentitySyntax>.Builder identities = ImmutableArray.CreateBuilder<IdentitySyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (ReadIdentity(node) is { } identity)
            {
                identities.Add(identity);
            }
        }

        return identities.DrainToImmutable();
    }

    private IdentitySyntax? ReadIdentity(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, IdentityShape, diagnostics, out MappingReader identity)
            || identity.Choice() is not { } choice)
        {
            return null;
        }

        if (choice.Key.Text == "spiffe")
        {
            return identity.Text("spiffe") is { } id ? new SpiffeIdentitySyntax(identity.Span, id) : null;
        }

        return MappingReader.TryOpen(choice.Value, CertificateShape, diagnostics, out MappingReader certificate)
            && certificate.Text("dns") is { } name
            ? new DnsIdentitySyntax(identity.Span, name)
            : null;
    }

    private ImmutableArray<ServiceSyntax> ReadServices(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<ServiceSyntax>.Builder read = ImmutableArray.CreateBuilder<ServiceSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (services.Read(node) is { } service)
            {
                read.Add(service);
            }
        }

        return read.DrainToImmutable();
    }
}
