using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record MetadataSyntax(Located<string> Name, ImmutableArray<LabelSyntax> Labels);
