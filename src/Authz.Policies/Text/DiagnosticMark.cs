namespace Authz.Policies.Text;

/// <summary>How much a <see cref="DiagnosticBag"/> held at one moment.</summary>
internal readonly record struct DiagnosticMark(int Count, int ErrorCount, int WarningCount, bool HasMore, int SuggestionsLeft);
