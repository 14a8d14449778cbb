namespace Authz.Policies.Syntax.Shapes;

/// <summary>A time as RFC 3339 writes it, with an offset.</summary>
internal sealed class TimeShape : ValueShape
{
    public static TimeShape Instance { get; } = new();
}
