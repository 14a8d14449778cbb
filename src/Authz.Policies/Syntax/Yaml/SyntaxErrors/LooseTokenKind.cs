namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

internal enum LooseTokenKind : byte
{
    /// <summary>Text without quotes, as far as it goes on its line.</summary>
    Plain,

    /// <summary>Text in quotes, with both of them.</summary>
    Quoted,

    /// <summary>A quote that nothing closes; it reaches to the end of its line.</summary>
    OpenQuote,

    /// <summary>A `- ` before an item.</summary>
    Dash,

    /// <summary>A `? ` before a key.</summary>
    Question,
    Colon,
    Comma,

    /// <summary>`[` or `{`.</summary>
    Open,

    /// <summary>`]` or `}` where a bracket is open, be it the other kind.</summary>
    Close,

    /// <summary>`]` or `}` where no bracket is open.</summary>
    StrayClose,

    /// <summary>`&amp;anchor` or `*alias`, be it without a name.</summary>
    Name,

    /// <summary>`!tag`.</summary>
    Tag,

    /// <summary>`|` or `>` with nothing but its options: the text stands in the lines below, which are passed over.</summary>
    BlockHeader,

    /// <summary>What begins with a character that YAML keeps for itself.</summary>
    Reserved,

    /// <summary>Tabs among the blanks with which a line begins.</summary>
    Tab,

    /// <summary>`---` or `...`.</summary>
    DocumentMark,

    /// <summary>A line that begins with `%`.</summary>
    Directive,
}
