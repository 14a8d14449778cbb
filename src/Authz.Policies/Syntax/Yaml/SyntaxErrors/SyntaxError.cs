using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>What an author has to mend.</summary>
/// <param name="Problem">Goes on from "the file is not YAML: ".</param>
internal sealed record SyntaxError(TextSpan Span, string Problem, string Help);
