using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Policies.Compilation.Passes;

/// <summary>
/// Blocks that the same policies name are one class: what holds for one holds for all of them, so it is stored once.
/// </summary>
internal sealed class SubjectClasses
{
    private readonly Dictionary<BoundSubjects, ImmutableArray<int>> classesOfSubjects =
        new(ReferenceEqualityComparer.Instance);

    private SubjectClasses(int[] classOfBlock, int anonymousClass)
    {
        ClassOfBlock = classOfBlock;
        AnonymousClass = anonymousClass;
    }

    public int[] ClassOfBlock { get; }

    public int AnonymousClass { get; }

    public static SubjectClasses Create(BoundPolicySet policies, CompilationPace pace)
    {
        // Partition refinement: each distinct set of blocks splits the classes that it cuts through.
        int[] classOfBlock = new int[policies.Blocks.Length];
        int classes = 1;
        var splits = new Dictionary<int, int>();
        foreach (ImmutableArray<int> blocks in policies.Policies.Select(policy => policy.Subjects.Blocks).Distinct())
        {
            splits.Clear();
            foreach (int block in blocks)
            {
                int old = classOfBlock[block];
                if (!splits.TryGetValue(old, out int split))
                {
                    split = classes++;
                    splits.Add(old, split);
                }

                classOfBlock[block] = split;
            }

            pace.Rest();
        }

        var result = new SubjectClasses(classOfBlock, anonymousClass: classes);
        result.Resolve(policies, pace);
        return result;
    }

    /// <summary>The classes that make up a policy's subjects, ascending.</summary>
    public ImmutableArray<int> Of(BoundSubjects subjects) => classesOfSubjects[subjects];

    private void Resolve(BoundPolicySet policies, CompilationPace pace)
    {
        foreach (BoundSubjects subjects in policies.Policies.Select(policy => policy.Subjects))
        {
            if (!classesOfSubjects.ContainsKey(subjects))
            {
                var classes = new SortedSet<int>(subjects.Blocks.Select(block => ClassOfBlock[block]));
                if (subjects.Anonymous)
                {
                    classes.Add(AnonymousClass);
                }

                classesOfSubjects.Add(subjects, [.. classes]);
            }

            pace.Rest();
        }
    }
}
