namespace Authz.Policies.Syntax;

/// <summary>The words for what a listener sends, in documents and in a route's `authz.sends`.</summary>
internal static class ListenerWords
{
    public const string Body = "body";
    public const string Sni = "sni";
    public const string Metadata = "metadata";

    public static string Of(ListenerPart attribute) => attribute switch
    {
        ListenerPart.Body => Body,
        ListenerPart.Sni => Sni,
        ListenerPart.Metadata => Metadata,
    };
}
