using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>What of a request is looked at: by a condition, or in place of a text behind its operator.</summary>
internal static class AttributeReader
{
    private const string Name = "name";
    private const string Pointer = "pointer";

    /// <summary>The attribute of that word, whose keys stand in a mapping; null, and reported, where one is missing.</summary>
    public static AttributeSyntax? Read(string word, MappingReader reader)
    {
        SourceSpan span = reader.Span;
        switch (word)
        {
            case ConditionShapes.Header:
                return reader.Text(Name) is { } header ? new HeaderAttributeSyntax(span, header) : null;
            case ConditionShapes.Query:
                return reader.Text(Name) is { } query ? new QueryAttributeSyntax(span, query) : null;
            case ConditionShapes.PathParameter:
                return reader.Text(Name) is { } parameter ? new PathParameterAttributeSyntax(span, parameter) : null;
            case ConditionShapes.SourceAddress:
                return new SourceAddressAttributeSyntax(span);
            case ConditionShapes.Sni:
                return new SniAttributeSyntax(span);
            case ConditionShapes.ContextExtension:
                return reader.Text(Name) is { } extension ? new ContextExtensionAttributeSyntax(span, extension) : null;
            case ConditionShapes.Body:
                return reader.Text(Pointer) is { } pointer ? new BodyAttributeSyntax(span, pointer) : null;
            case ConditionShapes.Metadata:
                return ReadMetadata(reader);
            case ConditionShapes.Claim:
                return ReadClaim(reader);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>An attribute behind an operator; null, and reported, where there is none.</summary>
    public static AttributeSyntax? ReadOperand(YamlNode node, DiagnosticBag diagnostics)
    {
        if (!MappingReader.TryOpen(node, ConditionShapes.Operand, diagnostics, out MappingReader operand))
        {
            return null;
        }

        ImmutableArray<YamlEntry> refused = operand.RefusedEntries();
        foreach (YamlEntry entry in refused)
        {
            diagnostics.ReportAttributeNotOperand(entry.Key.Span, entry.Key.Text);
        }

        if (!refused.IsEmpty || operand.Choice() is not { } choice)
        {
            return null;
        }

        AttributeForm form = ConditionShapes.Attributes.First(known => known.Word == choice.Key.Text);
        if (form.Operand is null)
        {
            return operand.IsTrue(form.Word) ? new SniAttributeSyntax(operand.Span) : null;
        }

        return MappingReader.TryOpen(choice.Value, form.Operand, diagnostics, out MappingReader reader)
            ? Read(form.Word, reader)
            : null;
    }

    private static MetadataAttributeSyntax? ReadMetadata(MappingReader reader)
    {
        Located<string>? filter = reader.Text("filter");
        Located<string>? pointer = reader.Text(Pointer);
        return filter is null || pointer is null
            ? null
            : new MetadataAttributeSyntax(reader.Span, filter.Value, pointer.Value);
    }

    private static ClaimAttributeSyntax? ReadClaim(MappingReader reader)
    {
        Located<string>? issuer = reader.Text("issuer");
        Located<string>? path = reader.Text("path");
        return issuer is null || path is null ? null : new ClaimAttributeSyntax(reader.Span, issuer.Value, path.Value);
    }
}
