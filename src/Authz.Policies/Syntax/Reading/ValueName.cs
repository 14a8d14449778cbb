namespace Authz.Policies.Syntax.Reading;

/// <summary>What a message calls a value. It is put into words only when there is something to report.</summary>
internal readonly record struct ValueName
{
    private readonly string word;
    private readonly Form form;

    private ValueName(string word, Form form)
    {
        this.word = word;
        this.form = form;
    }

    private enum Form : byte
    {
        Concept,
        Key,
        Element,
    }

    public static ValueName OfConcept(string concept) => new(concept, Form.Concept);

    public static ValueName OfKey(string key) => new(key, Form.Key);

    public static ValueName OfElement(string key) => new(key, Form.Element);

    public override string ToString() => form switch
    {
        Form.Concept => word,
        Form.Key => $"`{word}`",
        Form.Element => $"an element of `{word}`",
    };
}
