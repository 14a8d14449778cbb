using System.Collections.Immutable;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class BuildingBlockReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape BlockShape =
        new("a BuildingBlock", "owner", "client", "identities", "services", "delegates");

    private static readonly MappingShape IdentityShape =
        new("an identity", ["spiffe", "certificate"], LaterKeys: ["jwt", "apiKey", "hmac"]);

    private static readonly MappingShape CertificateShape = new("`certificate`", "dns");

    private readonly ServiceReader services = new(diagnostics);

    public BuildingBlockSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var block = new BuildingBlockSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, BlockShape, diagnostics, out MappingReader reader))
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
            || identity.RequireOneOf(IdentityShape.Keys) is not { } choice)
        {
            return null;
        }

        if (choice.Key.Text == "spiffe")
        {
            return identity.Text("spiffe") is { } id ? new SpiffeIdentitySyntax(identity.Span, id) : null;
        }

        return MappingReader.TryOpen(choice.Value, CertificateShape, diagnostics, out MappingReader certificate)
            && certificate.RequireText("dns") is { } name
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
