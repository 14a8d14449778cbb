using Authz.Policies.Text;
using FluentValidation;
using FluentValidation.Results;

namespace Authz.Policies.Syntax.Validation;

/// <summary>
/// Rules about one document. A rule is declared by FluentValidation; what it finds carries how it is reported, so that
/// every message stays in <see cref="DiagnosticBag"/>, with its id and its place.
/// </summary>
internal abstract class SyntaxValidator<T> : AbstractValidator<T>
{
    public void Report(T syntax, DiagnosticBag diagnostics)
    {
        ValidationResult result = Validate(syntax);
        foreach (ValidationFailure failure in result.Errors)
        {
            ((Action<DiagnosticBag>)failure.CustomState)(diagnostics);
        }
    }
}
