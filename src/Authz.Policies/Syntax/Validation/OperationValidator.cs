using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class OperationValidator : SyntaxValidator<OperationSyntax>
{
    public OperationValidator()
    {
        RuleFor(operation => operation.Id).Holds(
            id => OperationId.IsValid(id.Value), (diagnostics, id) => diagnostics.ReportInvalidOperationId(id));
        RuleFor(operation => operation.Method).Holds(
            method => MethodName.IsValid(method.Value), (diagnostics, method) => diagnostics.ReportInvalidMethod(method));
    }
}
