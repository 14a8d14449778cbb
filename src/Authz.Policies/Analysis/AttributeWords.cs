using Authz.Policies.Binding.Conditions;

namespace Authz.Policies.Analysis;

/// <summary>An attribute as a person calls it.</summary>
internal static class AttributeWords
{
    public static string Of(AttributeReference attribute) => attribute.Kind switch
    {
        AttributeKind.Header => $"header `{attribute.Name}`",
        AttributeKind.Query => $"query parameter `{attribute.Name}`",
        AttributeKind.Claim => $"claim `{string.Join('/', attribute.Path)}` of `{attribute.Name}`",
        AttributeKind.PathParameter => $"path parameter `{attribute.Name}`",
        AttributeKind.SourceAddress => "the source address",
        AttributeKind.Sni => "the SNI",
        AttributeKind.ContextExtension => $"context extension `{attribute.Name}`",
        AttributeKind.Metadata => $"metadata `{PointerOf(attribute)}` of `{attribute.Name}`",
        AttributeKind.Body => $"body value `{PointerOf(attribute)}`",
    };

    /// <summary>The word by which a listener says that it sends it.</summary>
    public static string SentAs(AttributeKind kind) => kind switch
    {
        AttributeKind.Body => "body",
        AttributeKind.Sni => "sni",
        AttributeKind.Metadata => "metadata",
        AttributeKind.Header or AttributeKind.Query or AttributeKind.Claim or AttributeKind.PathParameter
            or AttributeKind.SourceAddress or AttributeKind.ContextExtension => "it",
    };

    private static string PointerOf(AttributeReference attribute) => string.Concat(attribute.Path.Select(step => $"/{step}"));
}
