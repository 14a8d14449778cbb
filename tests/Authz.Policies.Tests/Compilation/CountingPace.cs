using Authz.Policies.Compilation;

namespace Authz.Policies.Tests.Compilation;

internal sealed class CountingPace : CompilationPace
{
    public int Rests { get; private set; }

    public override void Rest() => Rests++;
}
