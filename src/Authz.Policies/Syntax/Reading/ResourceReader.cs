using System.Collections.Immutable;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class ResourceReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape ResourceShape =
        new("a resource", "buildingBlock", "service", "group", "labels", "all");

    // `service` goes with `buildingBlock` and is no choice of its own.
    private static readonly ImmutableArray<string> Choices = ["buildingBlock", "group", "labels", "all"];

    public ImmutableArray<ResourceSyntax> Read(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<ResourceSyntax>.Builder resources = ImmutableArray.CreateBuilder<ResourceSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (ReadResource(node) is { } resource)
            {
                resources.Add(resource);
            }
        }

        return resources.DrainToImmutable();
    }

    private ResourceSyntax? ReadResource(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, ResourceShape, diagnostics, out MappingReader resource)
            || resource.RequireOneOf(Choices) is not { } choice)
        {
            return null;
        }

        if (choice.Key.Text == "buildingBlock")
        {
            return ReadService(resource);
        }

        if (resource.Find("service") is { } service)
        {
            diagnostics.ReportServiceWithoutBlock(service.Span);
            return null;
        }

        SourceSpan span = resource.Span;
        switch (choice.Key.Text)
        {
            case "group":
                return resource.Text("group") is { } group ? new GroupResourceSyntax(span, group) : null;
            case "labels":
                return resource.Labels("labels") is { IsEmpty: false } labels ? new LabelsResourceSyntax(span, labels) : null;
            default:
                return ValueReader.IsTrue(choice.Value, ValueName.OfKey("all"), diagnostics) ? new AllResourceSyntax(span) : null;
        }
    }

    private static ServiceResourceSyntax? ReadService(MappingReader resource)
    {
        Located<string>? block = resource.Text("buildingBlock");
        Located<string>? service = resource.RequireText("service");
        return block is null || service is null
            ? null
            : new ServiceResourceSyntax(resource.Span, block.Value, service.Value);
    }
}
