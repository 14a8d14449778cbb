using System.CommandLine;
using System.Globalization;
using Authz.Policies.Analysis;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Text;

namespace Authz.Cli.Commands;

/// <summary>Turns the options of `authz explain` into a question, with names resolved as in a PolicyTest.</summary>
internal sealed class QuestionReader(BoundPolicySet policies, ExplainSymbols symbols, TimeProvider clock)
{
    /// <summary>A day alone is its first instant, in UTC.</summary>
    private static readonly string[] timeFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public AccessQuestion Read(ParseResult parsed)
    {
        BoundService to = FindService(parsed.GetRequiredValue(symbols.To));
        return to.IsTcp ? ReadConnection(parsed, to) : ReadRequest(parsed, to);
    }

    private AccessQuestion ReadRequest(ParseResult parsed, BoundService to) => new()
    {
        From = CallerOf(parsed),
        Token = TokenOf(parsed),
        To = to,
        Host = parsed.GetValue(symbols.Host) ?? HostOf(to),
        Method = parsed.GetRequiredValue(symbols.Method),
        Target = TargetOf(to, parsed.GetValue(symbols.BelowBasePath), parsed.GetValue(symbols.RawPath)),
        Headers = [.. (parsed.GetValue(symbols.Headers) ?? []).Select(ReadHeader)],
        Sni = parsed.GetValue(symbols.Sni) ?? "",
        SourceAddress = parsed.GetValue(symbols.SourceAddress),
        ContextExtensions = SurroundingsReader.ReadExtensions(
            parsed.GetValue(symbols.ContextExtensions) ?? [], parsed.GetValue(symbols.NotSent)),
        Metadata = SurroundingsReader.ReadMetadata(parsed.GetValue(symbols.Metadata) ?? []),
        Body = SurroundingsReader.ReadBody(parsed.GetValue(symbols.Body)),
        Time = TimeOf(parsed),
    };

    private AccessQuestion ReadConnection(ParseResult parsed, BoundService to)
    {
        Option[] ofRequests =
        [
            symbols.Method, symbols.BelowBasePath, symbols.RawPath, symbols.Host, symbols.Headers, symbols.ContextExtensions,
            symbols.Metadata, symbols.Body, symbols.NotSent, symbols.TokenIssuer, symbols.Claims,
        ];
        foreach (Option option in ofRequests)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new InputException($"service `{to.QualifiedName}` is tcp: a connection has no {option.Name}");
            }
        }

        return new AccessQuestion
        {
            From = CallerOf(parsed),
            To = to,
            Host = "",
            Method = "",
            Target = "",
            Sni = parsed.GetValue(symbols.Sni) ?? to.Sni[0],
            SourceAddress = parsed.GetValue(symbols.SourceAddress),
            Time = TimeOf(parsed),
        };
    }

    private BoundBlock? CallerOf(ParseResult parsed) => parsed.GetValue(symbols.From) is { } from ? FindBlock(from) : null;

    private TokenClaims? TokenOf(ParseResult parsed)
    {
        string? claims = parsed.GetValue(symbols.Claims);
        if (parsed.GetValue(symbols.TokenIssuer) is not { } name)
        {
            return claims is null ? null : throw new InputException("--claims needs --token-issuer: whose token is it?");
        }

        BoundIssuer issuer = policies.Issuers.FirstOrDefault(issuer => issuer.Name == name)
            ?? throw new InputException($"no issuer `{name}`{DidYouMean(name, policies.Issuers.Select(issuer => issuer.Name))}");
        return new TokenClaims(policies.Issuers.IndexOf(issuer), SurroundingsReader.ReadClaims(claims));
    }

    private DateTimeOffset TimeOf(ParseResult parsed) =>
        parsed.GetValue(symbols.Time) is { } time ? ReadTime(time) : clock.GetUtcNow();

    private BoundBlock FindBlock(string name) =>
        policies.Blocks.FirstOrDefault(block => block.Name == name)
        ?? throw new InputException(
            $"no building block `{name}`{DidYouMean(name, policies.Blocks.Select(block => block.Name))}");

    private BoundService FindService(string name)
    {
        if (name.Contains('/'))
        {
            return policies.Services.FirstOrDefault(service => service.QualifiedName == name)
                ?? throw new InputException(
                    $"no service `{name}`{DidYouMean(name, policies.Services.Select(service => service.QualifiedName))}");
        }

        BoundBlock block = FindBlock(name);
        BoundService[] services = [.. policies.Services.Where(service => service.Block == block)];
        return services.Length switch
        {
            1 => services[0],
            0 => throw new InputException($"building block `{name}` has no service"),
            _ => throw new InputException(
                $"building block `{name}` has several services: {string.Join(", ", services.Select(s => s.QualifiedName))}"),
        };
    }

    private static string DidYouMean(string name, IEnumerable<string> candidates) =>
        SimilarName.Find(name, candidates) is { } similar ? $"; did you mean `{similar}`?" : "";

    private static string HostOf(BoundService service) => service.Hosts.IsEmpty
        ? throw new InputException($"service `{service.QualifiedName}` names no host; say one with --host")
        : service.Hosts[0];

    private static string TargetOf(BoundService to, string? path, string? rawPath) => (path, rawPath) switch
    {
        (null, null) => throw new InputException("say --path or --raw-path"),
        (not null, not null) => throw new InputException("say --path or --raw-path, not both"),
        (null, not null) => rawPath,
        (not null, null) => path.StartsWith('/')
            ? to.BasePath + path
            : throw new InputException($"--path `{path}` does not begin with a slash"),
    };

    private static KeyValuePair<string, string> ReadHeader(string line)
    {
        int colon = line.IndexOf(':');
        return colon > 0
            ? KeyValuePair.Create(line[..colon].Trim(), line[(colon + 1)..].Trim())
            : throw new InputException($"--header `{line}` is no `name: value`");
    }

    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.TryParseExact(
            text, timeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new InputException($"--time `{text}` is no instant such as 2026-07-01T12:00:00Z");
}
