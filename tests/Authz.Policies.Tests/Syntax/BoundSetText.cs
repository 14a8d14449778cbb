using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Authz.Policies.Binding;

namespace Authz.Policies.Tests.Syntax;

/// <summary>A bound set as text, each part on a line of its own, names in place of indices.</summary>
internal static class BoundSetText
{
    public static string Of(BoundPolicySet set)
    {
        var text = new StringBuilder();
        foreach (BoundBlock block in set.Blocks)
        {
            Append(text, $"block {block.Index} {block.Name} client={block.Client} labels={Pairs(block.Labels)} "
                + $"spiffe={List(block.SpiffeIds)} dns={List(block.DnsNames)}");
            AppendCredentials(text, block, set);
        }

        foreach (BoundSecurityServer server in set.SecurityServers)
        {
            Append(text, $"server {server.Index} {server.Name} spiffe={List(server.SpiffeIds)} dns={List(server.DnsNames)} "
                + $"speaksFor={List([.. server.SpeaksFor.Select(block => set.Blocks[block].Name)])} "
                + $"trustedXfcc={server.IsForwardingTrusted}");
        }

        foreach (BoundService service in set.Services)
        {
            AppendService(text, service);
        }

        foreach (BoundPolicy policy in set.Policies)
        {
            AppendPolicy(text, policy, set);
        }

        foreach (BoundIssuer issuer in set.Issuers)
        {
            Append(text, $"issuer {issuer.Name} {issuer.Issuer} audiences={List(issuer.Audiences)} "
                + $"algorithms=[{string.Join(", ", issuer.Algorithms)}] jwks={issuer.Jwks.Length} bytes "
                + $"jwksUri={issuer.JwksUri} discovery={issuer.DiscoveryBase} leeway={issuer.Leeway} maxStale={issuer.MaxStale}");
        }

        foreach (BoundTestCase test in set.Tests)
        {
            AppendTest(text, test);
        }

        return text.ToString();
    }

    private static void AppendCredentials(StringBuilder text, BoundBlock block, BoundPolicySet set)
    {
        foreach (BoundTokenIdentity token in block.Tokens)
        {
            Append(text, $"  token of {set.Issuers[token.Issuer].Name} {Pairs(token.Claims)}");
        }

        foreach (BoundApiKey key in block.ApiKeys)
        {
            Append(text, $"  key {key.Id} in {key.Header}: {Convert.ToHexStringLower(key.Digest.AsSpan())}");
        }

        foreach (BoundSignatureKey key in block.SignatureKeys)
        {
            Append(text, $"  signature '{key.KeyId}' by {key.SecretFile} maxAge={key.MaxAge} components={List(key.Components)}");
        }
    }

    private static void AppendService(StringBuilder text, BoundService service)
    {
        if (service.IsTcp)
        {
            Append(text, $"service {service.Index} {service.QualifiedName} {service.Protocol} sni={List(service.Sni)}");
            return;
        }

        Append(text, $"service {service.Index} {service.QualifiedName} basePath='{service.BasePath}' "
            + $"hosts={List(service.Hosts)} methods={List(service.Methods)} "
            + $"matrix={service.MatrixParametersAllowed} overrideIgnored={service.MethodOverrideIgnored}");
        foreach (BoundOperation operation in service.Operations)
        {
            Append(text, $"  operation {operation.Index} {operation.Id} {operation.Method} {Pattern(operation.Path)}");
        }
    }

    private static void AppendPolicy(StringBuilder text, BoundPolicy policy, BoundPolicySet set)
    {
        Append(text, $"policy {policy.Name} {policy.Mode} from={Time(policy.From)} until={Time(policy.Until)} "
            + $"legalBasis='{policy.LegalBasis}'");
        Append(text, $"  subjects anonymous={policy.Subjects.Anonymous} "
            + List([.. policy.Subjects.Blocks.Select(block => set.Blocks[block].Name)]));
        Append(text, $"  services {List([.. policy.Services.Select(service => set.Services[service].QualifiedName)])}");
        foreach (BoundRule rule in policy.Rules)
        {
            Append(text, $"  rule {rule.Position} {rule.QualifiedName} {rule.Effect} operations={List(rule.Operations)} "
                + $"methods={List(rule.Methods)} at {rule.Span}");
            foreach (PathPattern path in rule.Paths.IsDefault ? [] : rule.Paths)
            {
                Append(text, $"    path {Pattern(path)}");
            }

            if (rule.When is { } when)
            {
                Append(text, $"    when {ConditionText.Of(when)}");
            }
        }
    }

    private static void AppendTest(StringBuilder text, BoundTestCase test)
    {
        Append(text, $"test {test.TestName} '{test.CaseName}' at {test.Span}");
        Append(text, $"  {test.From?.Name ?? "anonymous"} -> {test.To.QualifiedName}: {test.Method} {test.Host} {test.RawPath} "
            + $"time={Time(test.Time)} headers={Pairs(test.Headers)}");
        if (test.Token is { } token)
        {
            Append(text, $"  token of issuer {token.Issuer}: {Encoding.UTF8.GetString(token.Payload.Span)}");
        }

        if (test.SourceAddress is not null || test.Sni is not null || test.Body is not null || test.Sent.Length < 3
            || !test.ContextExtensions.IsEmpty || !test.Metadata.IsEmpty)
        {
            Append(text, $"  address={test.SourceAddress} sni={test.Sni} extensions={Pairs(test.ContextExtensions)} "
                + $"metadata={Pairs(test.Metadata)} body='{test.Body}' partial={test.BodyIsPartial} "
                + $"sent=[{string.Join(", ", test.Sent)}]");
        }

        Append(text, $"  expect {test.ExpectedEffect} rule={test.ExpectedRule} reason={test.ExpectedReason}");
    }

    /// <summary>Segments with what is between their literals; a segment alone that is empty is a trailing slash.</summary>
    private static string Pattern(PathPattern pattern)
    {
        IEnumerable<string> segments = pattern.Segments.Select(segment => "<" + string.Concat(
            segment.Literals.Select((literal, i) => literal + (i < segment.Gaps.Length ? Gap(segment.Gaps[i]) : ""))) + ">");
        return $"{pattern.Text} = {string.Concat(segments)}{(pattern.AndBelow ? " and below" : "")}";
    }

    private static string Gap(SegmentGap gap) => gap.ParameterName is null ? "[*]" : $"[{gap.ParameterName}]";

    private static string List(ImmutableArray<string> items) => items.IsDefault ? "any" : $"[{string.Join(", ", items)}]";

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        $"{{{string.Join(", ", pairs.Select(pair => $"{pair.Key}: {pair.Value}"))}}}";

    private static string Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static void Append(StringBuilder text, string line) => text.Append(line).Append('\n');
}
