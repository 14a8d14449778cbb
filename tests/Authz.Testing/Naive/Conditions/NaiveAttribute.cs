using System.Collections.Immutable;

namespace Authz.Testing.Naive.Conditions;

/// <summary>What one reading of a request has for an attribute.</summary>
/// <param name="Values">One or more where the state is `Values`; one that cannot be read is null.</param>
internal sealed record NaiveAttribute(NaiveAttributeState State, ImmutableArray<string?> Values)
{
    public static NaiveAttribute Absent { get; } = new(NaiveAttributeState.Absent, []);

    public static NaiveAttribute NotSent { get; } = new(NaiveAttributeState.NotSent, []);

    public static NaiveAttribute Unreadable { get; } = new(NaiveAttributeState.Unreadable, []);

    public static NaiveAttribute Of(IEnumerable<string?> values)
    {
        ImmutableArray<string?> all = [.. values];
        return all.IsEmpty ? Absent : new NaiveAttribute(NaiveAttributeState.Values, all);
    }

    public bool IsSameAs(NaiveAttribute other) => State == other.State && Values.SequenceEqual(other.Values);
}
