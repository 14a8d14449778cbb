using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class BuildingBlockReader(DiagnosticBag diagnostics)
{
    internal static readonly MappingShape Shape = new(
        "a BuildingBlock",
        KeyShape.Optional("owner", TextShape.Line, "Who answers for the building block."),
        KeyShape.Optional("client", TextShape.Client, "The client identifier: instance/class/member/subsystem."),
        KeyShape.Optional("identities", new ListShape(IdentityReader.BlockShape), "What proves the caller; any one is enough."),
        KeyShape.Optional("services", new ListShape(ServiceReader.Shape), "What the building block offers."),
        KeyShape.Optional(
            "delegates", new ListShape(TextShape.Name), "Building blocks whose base paths may lie inside this one's."));

    private readonly IdentityReader identities = new(diagnostics);
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
            Identities = identities.Read(reader.Items("identities"), IdentityReader.BlockShape),
            Services = ReadServices(reader.Items("services")),
            Delegates = reader.Texts("delegates"),
        };
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
