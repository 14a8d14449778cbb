using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>
/// While a file cannot be read, a name that does not resolve may stand in it: the names are counted, and one note is
/// given in place of an error for each.
/// </summary>
internal sealed class UnresolvedNames(bool areWithheld)
{
    private Located<string>? first;
    private int count;

    /// <summary>Whether this name, which does not resolve, is not to be reported.</summary>
    public bool Withhold(Located<string> name)
    {
        if (areWithheld)
        {
            first ??= name;
            count++;
        }

        return areWithheld;
    }

    public void ReportWithheld(DiagnosticBag diagnostics)
    {
        if (first is { } name)
        {
            diagnostics.ReportNamesWithheld(name.Span, name.Value, count - 1);
        }
    }
}
