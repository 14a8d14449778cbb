using Authz.Policies.Syntax;

namespace Authz.Policies.Compilation;

/// <summary>
/// Compiles one set after another as <see cref="PolicyCompilation"/> does, with the same result, and reads of each only the files that differ
/// from the last one that compiled. It is for one caller at a time.
/// </summary>
public sealed class RepeatedCompilation(CompilationOptions options, CompilationPace pace)
{
    private readonly ReadingMemory memory = new();
    private int units;

    public RepeatedCompilation(CompilationOptions options)
        : this(options, CompilationPace.Unbroken)
    {
    }

    /// <summary>Files that would not be read again.</summary>
    internal int RememberedFiles => memory.Count;

    public CompilationResult Run(SourceSet sources)
    {
        bool succeeded = false;
        try
        {
            CompilationResult result = PolicyCompilation.Run(sources, options, memory, pace, units + (units >> 4));
            succeeded = result.Succeeded;
            units = result.Tree?.UnitCount ?? units;
            return result;
        }
        finally
        {
            // Of a set with an error nothing stays: what is kept is never more than one whole set said.
            if (succeeded)
            {
                memory.Keep();
            }
            else
            {
                memory.Drop();
            }
        }
    }
}
