namespace Authz.Policies.Compilation;

/// <summary>
/// Told between the small steps of a compilation - a document read, a policy bound, an entry laid out - so that whoever compiles beside
/// something that must not wait can make room for it.
/// </summary>
public abstract class CompilationPace
{
    /// <summary>One step after the other.</summary>
    public static CompilationPace Unbroken { get; } = new UnbrokenPace();

    /// <summary>On the thread that compiles, which goes on when it returns.</summary>
    public abstract void Rest();

    private sealed class UnbrokenPace : CompilationPace
    {
        public override void Rest()
        {
        }
    }
}
