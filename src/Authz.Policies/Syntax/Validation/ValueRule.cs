using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

/// <summary>A value, or each of several, that rules are declared about.</summary>
/// <param name="add">Adds a rule: how the fault of a value is reported, or null for a value that has none.</param>
internal sealed class ValueRule<TValue>(Action<Func<TValue, Action<DiagnosticBag>?>> add)
{
    public void Fails(Func<TValue, Action<DiagnosticBag>?> faultOf) => add(faultOf);

    /// <summary>The value must satisfy a condition; otherwise it is reported in this way.</summary>
    public void Holds(Func<TValue, bool> condition, Action<DiagnosticBag, TValue> report) =>
        add(value => condition(value) ? null : diagnostics => report(diagnostics, value));

    /// <summary>The value has rules of its own.</summary>
    public void SetValidator(SyntaxValidator<TValue> validator) => SetValidatorOf(validator);

    /// <summary>A value of this kind has rules of its own.</summary>
    public ValueRule<TValue> SetValidatorOf<TKind>(SyntaxValidator<TKind> validator)
        where TKind : TValue
    {
        add(value => value is TKind kind && validator.Validate(kind) is { IsValid: false } result
            ? diagnostics => SyntaxValidator<TKind>.Report(result, diagnostics)
            : null);
        return this;
    }
}
