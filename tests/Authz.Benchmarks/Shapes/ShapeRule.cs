namespace Authz.Benchmarks.Shapes;

/// <summary>A generated rule of one pattern.</summary>
/// <param name="When">Conditions as the language writes them; empty: none.</param>
internal readonly record struct ShapeRule(string Pattern, string Methods = "GET", bool IsDeny = false, string When = "")
{
    public string ToYaml()
    {
        string when = When.Length == 0 ? "" : $", when: [{When}]";
        return IsDeny
            ? $"effect: deny, paths: [\"{Pattern}\"]{when}"
            : $"effect: allow, methods: [{Methods}], paths: [\"{Pattern}\"]{when}";
    }
}
