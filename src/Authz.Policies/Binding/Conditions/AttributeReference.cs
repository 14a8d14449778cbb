using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions;

/// <summary>What of a request a comparison looks at.</summary>
/// <param name="Name">
/// Of a header in lower case, of a query parameter, a path parameter, a context extension; the issuer of a claim; the filter
/// of a metadata value; otherwise empty.
/// </param>
/// <param name="Path">The unescaped steps of a JSON pointer for claims, metadata and bodies; otherwise empty.</param>
public sealed record AttributeReference(AttributeKind Kind, string Name, ImmutableArray<string> Path);
