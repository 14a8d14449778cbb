using System.Collections.Immutable;
using Authz.Policies.Syntax.Reading.Conditions;
using Authz.Policies.Syntax.Validation;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>What every document has; the rest is read by its kind's reader and judged by its kind's validator.</summary>
internal sealed class DocumentReader(DiagnosticBag diagnostics)
{
    private const string ApiVersion = "authz/v1";

    private static readonly MappingShape MetadataShape = new(
        "`metadata`",
        KeyShape.Required("name", TextShape.Name, "The name, unique within its kind: lower-case letters, digits and `-`."),
        KeyShape.Optional("labels", DictionaryShape.Labels, "What groups, subjects and resources may select it by."));

    private static readonly ToldShape SpecShape = new(
        "kind",
        (DocumentKind.BuildingBlock, BuildingBlockReader.Shape),
        (DocumentKind.Group, GroupReader.Shape),
        (DocumentKind.Condition, ConditionDocumentReader.Shape),
        (DocumentKind.AccessPolicy, AccessPolicyReader.Shape),
        (DocumentKind.Issuer, IssuerReader.Shape),
        (DocumentKind.SecurityServer, SecurityServerReader.Shape),
        (DocumentKind.Room, RoomReader.Shape),
        (DocumentKind.PolicyTest, PolicyTestReader.Shape));

    private static readonly WordShape Kinds = new([.. SpecShape.Shapes.Select(kind => kind.Word)]);

    internal static readonly MappingShape Shape = new(
        "a document",
        KeyShape.Required("apiVersion", new WordShape(ApiVersion), "The version of the language."),
        KeyShape.Required("kind", Kinds, "What the document declares."),
        KeyShape.Required("metadata", MetadataShape, "What the document is called."),
        KeyShape.Required("spec", SpecShape, "What the document says."));

    // INVARIANT: what the language has and this version does not understand is refused, never ignored.
    private static readonly ImmutableArray<string> LaterKinds = ["Upstream", "TrafficPolicy"];

    private readonly BuildingBlockReader buildingBlocks = new(diagnostics);
    private readonly GroupReader groups = new(diagnostics);
    private readonly ConditionDocumentReader conditions = new(diagnostics);
    private readonly AccessPolicyReader policies = new(diagnostics);
    private readonly IssuerReader issuers = new(diagnostics);
    private readonly SecurityServerReader servers = new(diagnostics);
    private readonly RoomReader rooms = new(diagnostics);
    private readonly PolicyTestReader tests = new(diagnostics);

    /// <summary>Null: the document is empty, or cannot be told apart from others.</summary>
    public DocumentSyntax? Read(YamlNode node)
    {
        // `---` at the end of a file begins a document of nothing.
        if (node is YamlScalar { Type: YamlScalarType.Null })
        {
            return null;
        }

        int errorsBefore = diagnostics.ErrorCount;
        if (!MappingReader.TryOpen(node, Shape, diagnostics, out MappingReader document))
        {
            return null;
        }

        CheckApiVersion(document);
        Located<string>? kind = document.Text("kind");
        MetadataSyntax? metadata = ReadMetadata(document.Find("metadata"));
        YamlNode? spec = document.Find("spec");
        if (kind is null || !IsUnderstood(kind.Value) || spec is null)
        {
            return null;
        }

        // Without a name it is no part of the set, but what is wrong in it is said all the same.
        MetadataSyntax known = metadata ?? new MetadataSyntax(new Located<string>("", document.Span), []);
        int errorsBeforeSpec = diagnostics.ErrorCount;
        DocumentSyntax syntax = ReadSpec(kind.Value.Value, document.Span, known, spec);

        // Where a key is misspelt, nobody needs to be told that the right one is missing.
        syntax = syntax with { HasErrors = diagnostics.ErrorCount > errorsBeforeSpec };
        if (metadata is not null)
        {
            DocumentValidator.Validate(metadata, diagnostics);
        }

        DocumentValidator.Validate(syntax, diagnostics);
        return metadata is null ? null : syntax with { HasErrors = diagnostics.ErrorCount > errorsBefore };
    }

    private DocumentSyntax ReadSpec(string kind, SourceSpan span, MetadataSyntax metadata, YamlNode spec) => kind switch
    {
        DocumentKind.BuildingBlock => buildingBlocks.Read(span, metadata, spec),
        DocumentKind.Group => groups.Read(span, metadata, spec),
        DocumentKind.Condition => conditions.Read(span, metadata, spec),
        DocumentKind.AccessPolicy => policies.Read(span, metadata, spec),
        DocumentKind.Issuer => issuers.Read(span, metadata, spec),
        DocumentKind.SecurityServer => servers.Read(span, metadata, spec),
        DocumentKind.Room => rooms.Read(span, metadata, spec),
        DocumentKind.PolicyTest => tests.Read(span, metadata, spec),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void CheckApiVersion(MappingReader document)
    {
        if (document.Text("apiVersion") is { Value: not ApiVersion } other)
        {
            diagnostics.ReportUnknownApiVersion(other.Span, other.Value, ApiVersion);
        }
    }

    private bool IsUnderstood(Located<string> kind)
    {
        if (Kinds.Words.Contains(kind.Value))
        {
            return true;
        }

        if (LaterKinds.Contains(kind.Value))
        {
            diagnostics.ReportKindNotUnderstood(kind.Span, kind.Value);
        }
        else
        {
            diagnostics.ReportUnknownKind(kind.Span, kind.Value, Kinds.Words);
        }

        return false;
    }

    private MetadataSyntax? ReadMetadata(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, MetadataShape, diagnostics, out MappingReader metadata))
        {
            return null;
        }

        ImmutableArray<LabelSyntax> labels = metadata.Labels("labels");
        return metadata.Text("name") is { } name ? new MetadataSyntax(name, labels) : null;
    }
}
