using System.CommandLine;

namespace Authz.Cli.Commands;

/// <summary>The options of `authz explain`: a request, as a PolicyTest would say it.</summary>
internal sealed class ExplainSymbols
{
    public Option<string?> From { get; } = new("--from")
    {
        Description = "The calling building block; left out, no credential names one",
        HelpName = "BLOCK",
    };

    public Option<string?> TokenIssuer { get; } = new("--token-issuer")
    {
        Description = "The Issuer of a verified token that comes with the call; left out, no token comes",
        HelpName = "NAME",
    };

    public Option<string?> Claims { get; } = new("--claims")
    {
        Description = "What that token claims, `{\"sub\": \"7\"}`; left out, nothing",
        HelpName = "JSON",
    };

    public Option<string> To { get; } = new("--to")
    {
        Description = "The service that is called; a block that has only one may be named alone",
        HelpName = "BLOCK/SERVICE",
        Required = true,
    };

    public Option<string> Method { get; } = new("--method")
    {
        Description = "The request's method",
        HelpName = "METHOD",
        DefaultValueFactory = _ => "GET",
    };

    public Option<string?> BelowBasePath { get; } = new("--path")
    {
        Description = "The path below the service's base path, as sent; it may have a query",
        HelpName = "PATH",
    };

    public Option<string?> RawPath { get; } = new("--raw-path")
    {
        Description = "Instead of --path: the whole request target, as it is on the wire",
        HelpName = "TARGET",
    };

    public Option<string?> Host { get; } = new("--host")
    {
        Description = "The request's host; left out, the service's first",
        HelpName = "HOST",
    };

    public Option<string?> Sni { get; } = new("--sni")
    {
        Description = "The name in the TLS hello; of a connection to a tcp service left out, the service's first",
        HelpName = "NAME",
    };

    public Option<string[]> Headers { get; } = new("--header")
    {
        Description = "A header line `name: value`; may be given several times",
        HelpName = "LINE",
    };

    public Option<string?> SourceAddress { get; } = new("--source-address")
    {
        Description = "The peer's address, without a port; left out, there is none",
        HelpName = "ADDRESS",
    };

    public Option<string[]> ContextExtensions { get; } = new("--context-extension")
    {
        Description = "A context extension of the route, `name=value`; may be given several times",
        HelpName = "PAIR",
    };

    public Option<string[]> Metadata { get; } = new("--metadata")
    {
        Description = "What a filter has noted, `filter={\"a\": 1}`; may be given several times",
        HelpName = "PAIR",
    };

    public Option<string?> Body { get; } = new("--body")
    {
        Description = "The request's body, or @FILE for what is in a file",
        HelpName = "TEXT",
    };

    public Option<string?> NotSent { get; } = new("--not-sent")
    {
        Description = "What the listener does not send, of body,sni,metadata; left out, it sends them all",
        HelpName = "LIST",
    };

    public Option<string?> Time { get; } = new("--time")
    {
        Description = "The service's clock, such as 2026-07-01T12:00:00Z; left out, now",
        HelpName = "INSTANT",
    };

    public Option<bool> All { get; } = new("--all")
    {
        Description = "Print every rule that speaks of the caller or the service, not only the nearest",
    };

    public Option<string> Policies { get; } = CommonSymbols.Policies();

    public Option<string> Format { get; } = CommonSymbols.Format();
}
