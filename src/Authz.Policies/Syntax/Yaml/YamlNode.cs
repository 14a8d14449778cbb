using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>A value of a document with its place.</summary>
/// <param name="Size">Values in it, itself included, aliases counted as what they stand for.</param>
/// <param name="Depth">Mappings and lists within one another, itself included.</param>
internal abstract record YamlNode(SourceSpan Span, int Size, int Depth);
