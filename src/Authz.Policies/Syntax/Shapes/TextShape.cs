namespace Authz.Policies.Syntax.Shapes;

/// <summary>Text, and not a number or a truth value.</summary>
/// <param name="lengthMax">Characters that it may have.</param>
/// <param name="pattern">
/// What the whole of it looks like, as JSON Schema writes it. It may take more than the validator, never less.
/// </param>
internal sealed class TextShape(int lengthMax, string? pattern = null) : ValueShape
{
    private const string Label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private const string HostLabel = "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?";

    public static TextShape Any { get; } = new(PolicyLimits.ValueLengthMax);

    /// <summary>The name of a document, a service or a rule.</summary>
    public static TextShape Name { get; } = new(PolicyLimits.NameLengthMax, $"^{Label}$");

    /// <summary>`block/service`, `policy/rule`.</summary>
    public static TextShape NameOfPart { get; } = new((2 * PolicyLimits.NameLengthMax) + 1, $"^{Label}/{Label}$");

    /// <summary>A name, or `*` for all.</summary>
    public static TextShape NameOrAll { get; } = new(PolicyLimits.NameLengthMax, $@"^({Label}|\*)$");

    public static TextShape Line { get; } = new(PolicyLimits.ProseLengthMax, @"^(?=.*\S)[^\x00-\x1f\x7f-\x9f]*$");

    public static TextShape Host { get; } = new(PolicyLimits.DnsNameLengthMax, $@"^{HostLabel}(\.{HostLabel})*$");

    public static TextShape Client { get; } = new(PolicyLimits.ClientLengthMax, @"^[^/%;\\]+(/[^/%;\\]+){2,3}$");

    public static TextShape SpiffeId { get; } =
        new(PolicyLimits.SpiffeIdLengthMax, "^spiffe://[a-z0-9._-]+(/[A-Za-z0-9._-]+)+$");

    public static TextShape Method { get; } = new(PolicyLimits.MethodLengthMax, "^[A-Z][A-Z0-9_-]*$");

    public static TextShape MethodOrAll { get; } = new(PolicyLimits.MethodLengthMax, @"^([A-Z][A-Z0-9_-]*|\*)$");

    public static TextShape OperationId { get; } =
        new(PolicyLimits.OperationIdLengthMax, "^[A-Za-z][A-Za-z0-9_.-]*$");

    /// <summary>As a rule names an operation: an OpenAPI document may give it any name, and one without is `METHOD /path`.</summary>
    public static TextShape OperationName { get; } =
        new(PolicyLimits.MethodLengthMax + 1 + PolicyLimits.PatternLengthMax, @"^(?=\S)[^\x00-\x1f\x7f-\x9f]*$");

    public static TextShape PathPattern { get; } = new(PolicyLimits.PatternLengthMax, @"^/[^%?#\\]*$");

    /// <summary>A file of the set, by its path from the set's root.</summary>
    public static TextShape FilePath { get; } = new(PolicyLimits.ValueLengthMax, @"^[^/\\:][^\\:]*\.([Yy][Aa]?[Mm][Ll]|[Jj][Ss][Oo][Nn])$");

    public static TextShape HeaderName { get; } = new(PolicyLimits.AnswerNameLengthMax, "^[!#$%&'*+.^`|~0-9A-Za-z-]+$");

    /// <summary>A header's name as HTTP takes it, with underscores, which get a warning.</summary>
    public static TextShape HeaderToken { get; } =
        new(PolicyLimits.CredentialHeaderLengthMax, "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$");

    /// <summary>A SHA-256 in hexadecimal digits.</summary>
    public static TextShape Digest { get; } = new(64, "^[0-9A-Fa-f]{64}$");

    /// <summary>The `keyid` of an HTTP message signature.</summary>
    public static TextShape KeyId { get; } = new(PolicyLimits.KeyIdLengthMax, "^[!-~]([ -~]*[!-~])?$");

    /// <summary>A path on the service's machine.</summary>
    public static TextShape SecretFile { get; } = new(PolicyLimits.SecretPathLengthMax, @"^[^~\x00-\x1f\\][^\x00-\x1f\\]*$");

    /// <summary>A top-level claim of a token.</summary>
    public static TextShape ClaimName { get; } = new(PolicyLimits.AttributeNameLengthMax, @"^[^/\x00-\x1f][^\x00-\x1f]*$");

    public static TextShape ClaimValue { get; } = new(PolicyLimits.ClaimValueLengthMax, @"^[^\x00-\x1f]+$");

    public static TextShape QueryText { get; } =
        new(PolicyLimits.AnswerValueLengthMax, "^[A-Za-z0-9._*-]+$");

    public static TextShape MetadataKey { get; } = new(PolicyLimits.NameLengthMax, "^[A-Za-z][A-Za-z0-9_.-]*$");

    public static TextShape EventType { get; } =
        new(PolicyLimits.EventTypeLengthMax, "^[A-Za-z0-9][A-Za-z0-9._-]*$");

    /// <summary>`policy/rule`, where the policy may be a room's.</summary>
    public static TextShape NameOfRule { get; } = new((2 * PolicyLimits.NameLengthMax) + 8, $"^(room:)?{Label}/{Label}$");

    /// <summary>An issuer or an audience of tokens.</summary>
    public static TextShape StringOrUri { get; } = new(PolicyLimits.UriLengthMax, "^[!-~]+$");

    public static TextShape KeyAddress { get; } = new(PolicyLimits.UriLengthMax, "^[Hh][Tt][Tt][Pp][Ss]?://[!-~]+$");

    public static TextShape Duration { get; } = new(PolicyLimits.ValueLengthMax, "^(0|[1-9][0-9]*)[smh]$");

    public int LengthMax { get; } = lengthMax;

    public string? Pattern { get; } = pattern;
}
