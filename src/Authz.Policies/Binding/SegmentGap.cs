namespace Authz.Policies.Binding;

/// <summary>`*` (zero or more characters, no name) or `{name}` (one or more).</summary>
public readonly record struct SegmentGap(string? ParameterName)
{
    public int LengthMin => ParameterName is null ? 0 : 1;
}
