namespace Authz.Policies.Syntax.Shapes;

/// <summary>A mapping whose keys are the author's own: labels, headers.</summary>
internal sealed class DictionaryShape(TextShape key, ValueShape value, int entriesMax) : ValueShape
{
    public static DictionaryShape Labels { get; } = new(
        new TextShape(PolicyLimits.LabelLengthMax, "^[A-Za-z0-9._/-]+$"),
        new FreeTextShape(PolicyLimits.LabelLengthMax),
        PolicyLimits.LabelsMax);

    public TextShape Key { get; } = key;

    public ValueShape Value { get; } = value;

    public int EntriesMax { get; } = entriesMax;
}
