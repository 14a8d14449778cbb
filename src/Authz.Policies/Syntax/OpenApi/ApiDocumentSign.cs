using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>What tells an OpenAPI document from policies: its root says `openapi`, and neither `apiVersion` nor `kind`.</summary>
internal static class ApiDocumentSign
{
    public const string OpenApiKey = "openapi";
    public const string SwaggerKey = "swagger";

    private const string ApiVersionKey = "apiVersion";
    private const string KindKey = "kind";

    public static bool IsOn(YamlNode root)
    {
        if (root is not YamlMapping mapping)
        {
            return false;
        }

        bool isNamed = false;
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (entry.Key.Text is ApiVersionKey or KindKey)
            {
                return false;
            }

            isNamed |= entry.Key.Text is OpenApiKey or SwaggerKey;
        }

        return isNamed;
    }

    /// <summary>The guess of <see cref="IsLikelyIn"/>, of a first document that was read.</summary>
    public static bool IsLikelyOn(YamlNode root)
    {
        if (root is YamlMapping mapping)
        {
            foreach (YamlEntry entry in mapping.Entries)
            {
                if (entry.Key.Text is OpenApiKey or SwaggerKey or ApiVersionKey or KindKey)
                {
                    return entry.Key.Text is OpenApiKey or SwaggerKey;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// A guess, before the file is read, whose limits it is to be read by: that of the four keys comes first which is
    /// of an API document. What the file is, the whole of its root says.
    /// </summary>
    public static bool IsLikelyIn(SourceText source)
    {
        try
        {
            return FirstTellingKey(new Parser(new StringReader(source.Text))) is OpenApiKey or SwaggerKey;
        }
        catch (Exception exception) when (exception is YamlException or ArgumentException
            or InvalidOperationException or FormatException or OverflowException)
        {
            // The parser's own; whoever reads the file meets it again, and reports it.
            return false;
        }
    }

    private static string? FirstTellingKey(Parser parser)
    {
        int depth = 0;
        bool isKey = true;
        while (parser.MoveNext() && parser.Current is { } current)
        {
            switch (current)
            {
                case StreamStart or DocumentStart or Comment:
                    break;
                case MappingStart or SequenceStart when depth < PolicyLimits.ApiDocumentNestingMax:
                    depth++;
                    break;
                case MappingEnd or SequenceEnd when depth > 2:
                    depth--;
                    break;
                case MappingEnd or SequenceEnd when depth == 2:
                    depth--;
                    isKey = !isKey;
                    break;
                case Scalar or AnchorAlias when depth > 1:
                    break;
                case Scalar { Value: OpenApiKey or SwaggerKey or ApiVersionKey or KindKey } key when depth == 1 && isKey:
                    return key.Value;
                case Scalar or AnchorAlias when depth == 1:
                    isKey = !isKey;
                    break;
                default:
                    // The end of the first document, or what is nested too deeply for either: that is reported by whoever reads on.
                    return null;
            }
        }

        return null;
    }
}
