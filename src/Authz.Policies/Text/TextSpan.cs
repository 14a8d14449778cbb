namespace Authz.Policies.Text;

/// <summary>A run of characters in a source.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;
}
