using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Answers;

public sealed record HeaderChangesSyntax(
    ImmutableArray<PairSyntax> Set, ImmutableArray<PairSyntax> Append, ImmutableArray<Located<string>> Remove)
{
    public static HeaderChangesSyntax None { get; } = new([], [], []);
}
