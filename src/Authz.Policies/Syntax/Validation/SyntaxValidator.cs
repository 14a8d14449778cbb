using System.Collections.Immutable;
using Authz.Policies.Text;
using FluentValidation;
using FluentValidation.Results;

namespace Authz.Policies.Syntax.Validation;

/// <summary>
/// Rules about one document. A rule is declared as for FluentValidation; what it finds carries how it is reported, so that
/// every message stays in <see cref="DiagnosticBag"/>, with its id and its place.
/// </summary>
/// <remarks>
/// The declarations hide those of the base, which take expressions and compile each at run time
/// (docs/decisions/0164-what-a-start-need-not-compile.md).
/// </remarks>
internal abstract class SyntaxValidator<T> : AbstractValidator<T>
{
    private readonly List<Action<T, ValidationContext<T>>> rules = [];

    public void Report(T syntax, DiagnosticBag diagnostics) => Report(Validate(syntax), diagnostics);

    /// <summary>All that was found, each as the rule that found it says.</summary>
    internal static void Report(ValidationResult result, DiagnosticBag diagnostics)
    {
        foreach (ValidationFailure failure in result.Errors)
        {
            ((Action<DiagnosticBag>)failure.CustomState)(diagnostics);
        }
    }

    protected ValueRule<TValue> RuleFor<TValue>(Func<T, TValue> valueOf) =>
        new(find => rules.Add((syntax, context) => AddFailure(context, find(valueOf(syntax)))));

    protected ValueRule<TItem> RuleForEach<TItem>(Func<T, ImmutableArray<TItem>> itemsOf) =>
        new(find => rules.Add((syntax, context) =>
        {
            foreach (TItem item in itemsOf(syntax))
            {
                AddFailure(context, find(item));
            }
        }));

    protected override bool PreValidate(ValidationContext<T> context, ValidationResult result)
    {
        foreach (Action<T, ValidationContext<T>> rule in rules)
        {
            rule(context.InstanceToValidate, context);
        }

        return true;
    }

    private static void AddFailure(ValidationContext<T> context, Action<DiagnosticBag>? report)
    {
        if (report is not null)
        {
            context.AddFailure(new ValidationFailure { CustomState = report });
        }
    }
}
