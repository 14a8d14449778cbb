namespace Authz.Policies.Syntax.Shapes;

/// <summary>Text where a number or a truth value is taken as it is written.</summary>
internal sealed class FreeTextShape(int lengthMax) : ValueShape
{
    public static FreeTextShape Any { get; } = new(PolicyLimits.ValueLengthMax);

    public int LengthMax { get; } = lengthMax;
}
