using Authz.Policies;
using Authz.Policies.Compilation;

namespace Authz.Store.Tests;

/// <summary>The compiler as the service runs it, where a test needs it by itself.</summary>
internal static class SetCompiler
{
    public static CompilationResult Compile(SourceSet sources) => PolicyCompilation.Run(sources, new CompilationOptions());
}
