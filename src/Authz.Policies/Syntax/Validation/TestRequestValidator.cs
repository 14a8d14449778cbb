using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class TestRequestValidator : SyntaxValidator<TestRequestSyntax>
{
    public TestRequestValidator()
    {
        RuleFor(request => request).Holds(
            request => request.Path is null != request.RawPath is null,
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
        RuleForEach(request => request.Headers).SetValidator(new TestHeaderValidator());
    }
}
