using Authz.Policies.Requests;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

internal sealed class TestRequestValidator : SyntaxValidator<TestRequestSyntax>
{
    /// <summary>Extensions that the test's own keys stand for.</summary>
    private const string ReservedPrefix = "authz.";

    public TestRequestValidator()
    {
        RuleFor(request => request).Holds(
            request => request.Path is null || request.RawPath is null,
            (diagnostics, request) => diagnostics.ReportPathOrRawPath(request.Span));
        RuleFor(request => request.Path).Holds(
            path => path is not { } there || there.Value.StartsWith('/'),
            (diagnostics, path) => diagnostics.ReportRelativeCasePath(path ?? default));

        // A test may well send what no service takes: only what no client can send is refused.
        RuleFor(request => request.Method).HasNoFault(
            text => HeaderText.IsToken(text) ? null : "is not a token",
            (diagnostics, method, fault) => diagnostics.ReportInvalidText(method.Span, "`method`", fault));
        RuleFor(request => request.Host).HasNoFault(
            Prose.FaultOf, (diagnostics, host, fault) => diagnostics.ReportInvalidText(host.Span, "`host`", fault));
        RuleFor(request => request.RawPath).HasNoFault(
            Prose.FaultOf, (diagnostics, path, fault) => diagnostics.ReportInvalidText(path.Span, "`rawPath`", fault));
        RuleFor(request => request.SourceAddress).HasNoFault(
            Prose.FaultOf,
            (diagnostics, address, fault) => diagnostics.ReportInvalidText(address.Span, "`sourceAddress`", fault));
        RuleFor(request => request.Sni).HasNoFault(
            Prose.FaultOf, (diagnostics, sni, fault) => diagnostics.ReportInvalidText(sni.Span, "`sni`", fault));
        RuleFor(request => request).Holds(
            request => request.BodyIsPartial is null || request.Body is not null,
            (diagnostics, request) => diagnostics.ReportPartOfNoBody(request.BodyIsPartial ?? request.Span));
        RuleFor(request => request.NotSent).AreDistinct(
            word => new Located<string>(ListenerWords.Of(word.Value), word.Span),
            (diagnostics, word, _) => diagnostics.ReportDuplicateItem(word, "`notSent`"));
        RuleFor(request => request).Holds(
            request => GivenThoughNotSent(request) is null,
            (diagnostics, request) => diagnostics.ReportGivenAndNotSent(GivenThoughNotSent(request) ?? default));
        RuleForEach(request => request.ContextExtensions).Holds(
            extension => !extension.Name.Value.StartsWith(ReservedPrefix, StringComparison.Ordinal),
            (diagnostics, extension) => diagnostics.ReportReservedExtension(extension.Name));
        RuleForEach(request => request.Headers).Holds(
            header => !string.Equals(header.Name.Value, RequestHeaders.PartialBody, StringComparison.OrdinalIgnoreCase),
            (diagnostics, header) => diagnostics.ReportHeaderOfEnvoy(header.Name));
        RuleForEach(request => request.Headers).SetValidator(new TestHeaderValidator());
    }

    private static Located<string>? GivenThoughNotSent(TestRequestSyntax request)
    {
        foreach (Located<ListenerPart> word in request.NotSent)
        {
            bool isGiven = word.Value switch
            {
                ListenerPart.Body => request.Body is not null,
                ListenerPart.Sni => request.Sni is not null,
                ListenerPart.Metadata => !request.Metadata.IsEmpty,
            };
            if (isGiven)
            {
                return new Located<string>(ListenerWords.Of(word.Value), word.Span);
            }
        }

        return null;
    }
}
