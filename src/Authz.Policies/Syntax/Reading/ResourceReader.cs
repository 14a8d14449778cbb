using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class ResourceReader(DiagnosticBag diagnostics)
{
    // `service` goes with `buildingBlock` and is no choice of its own.
    internal static readonly MappingShape Shape = new(
        "a resource",
        KeyShape.Optional("buildingBlock", TextShape.Name, "The building block that offers the service."),
        KeyShape.Optional("service", TextShape.NameOrAll, "A service of that building block; `*`: all of them."),
        KeyShape.Optional("group", TextShape.Name, "Every service of the group's building blocks."),
        KeyShape.Optional("labels", DictionaryShape.Labels, "Every service of the building blocks with all of these labels."),
        KeyShape.Optional("all", TrueShape.Instance, "Every service."))
    {
        ExactlyOne = ["buildingBlock", "group", "labels", "all"],
        Rules =
        [
            new KeyRule("buildingBlock") { Needs = [["service"]] },
            new KeyRule("service") { Needs = [["buildingBlock"]] },
        ],
    };

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
        if (!MappingReader.TryOpen(node, Shape, diagnostics, out MappingReader resource)
            || resource.Choice() is not { } choice)
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
                return resource.IsTrue("all") ? new AllResourceSyntax(span) : null;
        }
    }

    private static ServiceResourceSyntax? ReadService(MappingReader resource)
    {
        Located<string>? block = resource.Text("buildingBlock");
        Located<string>? service = resource.NeededText("service");
        return block is null || service is null
            ? null
            : new ServiceResourceSyntax(resource.Span, block.Value, service.Value);
    }
}
