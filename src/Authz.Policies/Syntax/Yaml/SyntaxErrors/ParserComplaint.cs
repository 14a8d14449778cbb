using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>Where the parser could not go on.</summary>
/// <param name="IsPlaced">
/// Whether the parser named the place. Otherwise it is behind what was read last, and the mistake is soon after it.
/// </param>
internal readonly record struct ParserComplaint(TextSpan Span, bool IsPlaced);
