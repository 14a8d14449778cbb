using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The cases of policy tests with their names resolved.</summary>
internal sealed class TestBinder(
    BlockTable blocks, IssuerTable issuers, RuleNames rules, DiagnosticBag diagnostics, UnresolvedNames unresolved)
{
    public ImmutableArray<BoundTestCase> Bind(ImmutableArray<PolicyTestSyntax> tests)
    {
        ImmutableArray<BoundTestCase>.Builder cases = ImmutableArray.CreateBuilder<BoundTestCase>();
        foreach (PolicyTestSyntax test in tests)
        {
            foreach (TestCaseSyntax testCase in test.Cases)
            {
                if (BindCase(test, testCase) is { } bound)
                {
                    cases.Add(bound);
                }
            }
        }

        return cases.DrainToImmutable();
    }

    private BoundTestCase? BindCase(PolicyTestSyntax test, TestCaseSyntax syntax)
    {
        TestRequestSyntax request = syntax.Request;
        BoundBlock? from = request.From is { } caller ? blocks.FindBlock(caller) : null;
        TokenClaims? token = request.Token is { } shown ? ClaimsOf(shown) : null;
        BoundService? to = FindTarget(request.To);
        CheckRule(syntax);
        bool areCallersKnown = (from is not null || request.From is null) && (token is not null || request.Token is null);
        if (to is null || !areCallersKnown || !(to.IsTcp ? SaysConnection(request) : SaysMethodAndPath(request)))
        {
            return null;
        }

        string host = to.Hosts.IsEmpty ? BoundTestCase.HostOfUnnamed : to.Hosts[0];
        return new BoundTestCase
        {
            TestName = test.Name.Value,
            CaseName = syntax.Name.Value,
            Span = syntax.Span,
            From = from,
            Token = token,
            To = to,
            Host = to.IsTcp ? "" : request.Host?.Value ?? host,
            Method = request.Method?.Value ?? "",
            RawPath = to.IsTcp ? "" : request.RawPath?.Value ?? PathEncoding.Encode(to.BasePath) + request.Path?.Value,
            Headers =
            [
                .. request.Headers.Select(header => KeyValuePair.Create(header.Name.Value, header.Value.Value)),
            ],
            Time = request.Time?.Value,
            SourceAddress = request.SourceAddress?.Value,
            Sni = request.Sni?.Value ?? (to.IsTcp ? to.Sni[0] : null),
            ContextExtensions =
            [
                .. request.ContextExtensions.Select(one => KeyValuePair.Create(one.Name.Value, one.Value.Value)),
            ],
            Metadata =
            [
                .. request.Metadata.Select(one => KeyValuePair.Create(one.Filter.Value, one.Json.Value)),
            ],
            Body = request.Body?.Value,
            BodyIsPartial = request.BodyIsPartial is not null,
            Sent = SentBy(request),
            ExpectedEffect = syntax.Decision.Value,
            ExpectedRule = syntax.Rule?.Value,
            ExpectedReason = syntax.Reason?.Value,
        };
    }

    private TokenClaims? ClaimsOf(TestTokenSyntax token) => issuers.Find(token.Issuer) is { } issuer
        ? new TokenClaims(issuer, Encoding.UTF8.GetBytes(token.Claims?.Value ?? "{}"))
        : null;

    private bool SaysMethodAndPath(TestRequestSyntax request)
    {
        if (request.Method is null)
        {
            diagnostics.ReportMissingKey(request.Span, "method", "`request`");
        }

        bool hasPath = request.Path is not null || request.RawPath is not null;
        if (!hasPath)
        {
            diagnostics.ReportPathOrRawPath(request.Span);
        }

        return request.Method is not null && hasPath;
    }

    /// <summary>What only a request can have would say nothing of a connection.</summary>
    private bool SaysConnection(TestRequestSyntax request)
    {
        (string Key, SourceSpan? Place)[] keys =
        [
            ("method", request.Method?.Span),
            ("path", request.Path?.Span),
            ("rawPath", request.RawPath?.Span),
            ("host", request.Host?.Span),
            ("token", request.Token?.Span),
            ("headers", request.Headers.IsEmpty ? null : request.Headers[0].Name.Span),
            ("contextExtensions", request.ContextExtensions.IsEmpty ? null : request.ContextExtensions[0].Name.Span),
            ("metadata", request.Metadata.IsEmpty ? null : request.Metadata[0].Filter.Span),
            ("body", request.Body?.Span),
            ("notSent", request.NotSent.IsEmpty ? null : request.NotSent[0].Span),
        ];
        bool saysMore = false;
        foreach ((string key, SourceSpan? place) in keys)
        {
            if (place is { } there)
            {
                diagnostics.ReportRequestToConnection(there, key, request.To.Value);
                saysMore = true;
            }
        }

        return !saysMore;
    }

    private static ImmutableArray<ListenerPart> SentBy(TestRequestSyntax request) =>
    [
        .. Enum.GetValues<ListenerPart>()
            .Where(attribute => !request.NotSent.Any(notSent => notSent.Value == attribute)),
    ];

    private BoundService? FindTarget(Located<string> target)
    {
        int slash = target.Value.IndexOf('/');
        if (slash <= 0 || slash == target.Value.Length - 1 || slash != target.Value.LastIndexOf('/'))
        {
            diagnostics.ReportInvalidTarget(target);
            return null;
        }

        BoundBlock? block = blocks.FindBlock(target with { Value = target.Value[..slash] });
        return block is null ? null : blocks.FindService(block, target.Value[(slash + 1)..], target.Span);
    }

    private void CheckRule(TestCaseSyntax testCase)
    {
        if (testCase.Rule is not { } rule)
        {
            return;
        }

        int slash = rule.Value.IndexOf('/');
        if (slash <= 0 || slash == rule.Value.Length - 1 || slash != rule.Value.LastIndexOf('/'))
        {
            diagnostics.ReportInvalidRuleName(rule);
        }
        else if (!rules.TryFind(rule.Value, out Effect? effect))
        {
            // A policy of which not every rule could be read may have lost this one.
            if (!rules.IsOfBrokenPolicy(rule.Value) && !unresolved.Withhold(rule))
            {
                diagnostics.ReportUnknownRule(rule, rules.All);
            }
        }
        else if (effect is not null && effect != testCase.Decision.Value)
        {
            diagnostics.ReportContradictoryRule(rule, EffectWords.Of(testCase.Decision.Value));
        }
    }
}
