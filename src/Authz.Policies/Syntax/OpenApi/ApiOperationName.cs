using System.Globalization;
using System.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>
/// OpenAPI leaves the characters of an `operationId` free, so that rules name what the document names; only what a
/// reader could not see or tell apart is refused.
/// </summary>
internal static class ApiOperationName
{
    /// <param name="isOwn">The document says it; otherwise it was made of method and path, which have limits of their own.</param>
    public static bool IsValid(string name, bool isOwn) =>
        name.Length > 0
        && (!isOwn || name.Length <= PolicyLimits.OperationIdLengthMax)
        && name.AsSpan().Trim().Length == name.Length
        && name.EnumerateRunes().All(IsVisible);

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
