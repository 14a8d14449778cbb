using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>A value of a document with its place.</summary>
public abstract class YamlNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>Values in it, itself included, aliases counted as what they stand for.</summary>
    public virtual int Size => 1;

    /// <summary>Mappings and lists within one another, itself included.</summary>
    public virtual int Depth => 0;

    /// <summary>From the start of one value to the end of another, if that is behind it: an alias ends elsewhere.</summary>
    protected static SourceSpan Over(SourceSpan start, SourceSpan last) => last.Span.End > start.Span.Start
        ? start with { Span = new TextSpan(start.Span.Start, last.Span.End - start.Span.Start) }
        : start;
}
