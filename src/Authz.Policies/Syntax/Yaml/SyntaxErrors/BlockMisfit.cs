using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A line that does not fit those above it.</summary>
/// <param name="Token">The index of its key, item or text.</param>
/// <param name="Levels">What the lines above leave open, the outermost first.</param>
internal sealed record BlockMisfit(int Token, BlockMisfitReason Reason, ImmutableArray<BlockLevel> Levels);
