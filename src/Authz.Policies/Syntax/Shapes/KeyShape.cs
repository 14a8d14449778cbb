namespace Authz.Policies.Syntax.Shapes;

/// <summary>One key of a mapping.</summary>
/// <param name="Summary">A sentence for the author; editors show it.</param>
internal sealed record KeyShape(string Name, ValueShape Value, string Summary, bool IsRequired)
{
    public static KeyShape Required(string name, ValueShape value, string summary) => new(name, value, summary, true);

    public static KeyShape Optional(string name, ValueShape value, string summary) => new(name, value, summary, false);
}
