using System.Runtime.CompilerServices;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Diagnostics;

/// <summary>A limit: at it nothing is said, and one past it one diagnostic.</summary>
/// <param name="Diagnose">What is said about a set that is as large as the number says.</param>
/// <param name="Limit">The constant, as the case writes it.</param>
internal sealed record LimitCase(
    string Name,
    string Id,
    int Max,
    Func<int, IReadOnlyList<Diagnostic>> Diagnose,
    [CallerArgumentExpression(nameof(LimitCase.Max))] string Limit = "")
{
    public static LimitCase OfText(
        string name, string id, int max, Func<int, string> yaml, [CallerArgumentExpression(nameof(max))] string limit = "") =>
        new(name, id, max, size => PolicySet.Diagnose(yaml(size)), limit);
}
