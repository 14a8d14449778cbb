namespace Authz.Policies.Syntax.Shapes;

/// <summary>A time as RFC 3339 writes it, with an offset.</summary>
internal sealed class TimeShape : ValueShape
{
    public const string Pattern =
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})$";

    public static TimeShape Instance { get; } = new();
}
