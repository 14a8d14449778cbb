namespace Authz.Policies.Syntax.Validation;

internal sealed class GroupValidator : SyntaxValidator<GroupSyntax>
{
    public GroupValidator()
    {
        RuleFor(group => group.Members).AreDistinct(
            member => member, (diagnostics, member, _) => diagnostics.ReportDuplicateItem(member, "`members`"));
        RuleForEach(group => group.Selector).SetValidator(new LabelValidator());
    }
}
