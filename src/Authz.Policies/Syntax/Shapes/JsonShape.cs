namespace Authz.Policies.Syntax.Shapes;

/// <summary>Any value: it is taken as the JSON that it is, or as the text that it is where it is text.</summary>
internal sealed class JsonShape : ValueShape
{
    public static JsonShape Instance { get; } = new();
}
