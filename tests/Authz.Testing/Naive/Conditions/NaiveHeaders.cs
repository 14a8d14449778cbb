namespace Authz.Testing.Naive.Conditions;

/// <summary>The values of a header, read twice.</summary>
internal static class NaiveHeaders
{
    public static NaiveAttribute Lines(NaiveRequest request, string name) =>
        NaiveAttribute.Of(LinesOf(request, name).Select(line => Readable(request, line)));

    public static NaiveAttribute Members(NaiveRequest request, string name) =>
        NaiveAttribute.Of(LinesOf(request, name)
            .SelectMany(line => line.Split(','))
            .Select(member => Readable(request, Trimmed(member))));

    /// <summary>As an operand: one line without a comma.</summary>
    public static bool IsOneValue(NaiveRequest request, string name) =>
        LinesOf(request, name) is [var line] && !line.Contains(',');

    public static IReadOnlyList<string> LinesOf(NaiveRequest request, string name) =>
    [
        .. request.Headers
            .Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            .Select(header => Trimmed(header.Value)),
    ];

    // In merged headers Envoy put a `!` in place of what is no UTF-8.
    private static string? Readable(NaiveRequest request, string value) =>
        request.HeadersAreMerged && value.Contains('!') ? null : NaiveText.FromUtf8(value);

    private static string Trimmed(string value) => value.Trim(' ', '\t');
}
