namespace Authz.Testing.Naive.Conditions;

/// <summary>A part of a regular expression: from places where it begins, the places where it can end.</summary>
internal sealed class NaiveExpressionNode(Func<string, SortedSet<int>, SortedSet<int>> ends)
{
    public static NaiveExpressionNode Nothing { get; } = new((_, starts) => starts);

    public static NaiveExpressionNode One(Func<char, bool> has) => new((value, starts) =>
        [.. starts.Where(start => start < value.Length && has(value[start])).Select(start => start + 1)]);

    public static NaiveExpressionNode Then(NaiveExpressionNode first, NaiveExpressionNode second) =>
        new((value, starts) => second.Ends(value, first.Ends(value, starts)));

    public static NaiveExpressionNode Either(NaiveExpressionNode one, NaiveExpressionNode other) =>
        new((value, starts) => [.. one.Ends(value, starts), .. other.Ends(value, starts)]);

    /// <param name="most">Null: without end.</param>
    public static NaiveExpressionNode Repeat(NaiveExpressionNode node, int least, int? most) => new((value, starts) =>
    {
        SortedSet<int> places = starts;
        for (int i = 0; i < least; i++)
        {
            places = node.Ends(value, places);
        }

        SortedSet<int> all = [.. places];
        for (int i = least; most is null || i < most; i++)
        {
            places = node.Ends(value, places);
            int before = all.Count;
            all.UnionWith(places);
            if (all.Count == before)
            {
                break;
            }
        }

        return all;
    });

    public SortedSet<int> Ends(string value, SortedSet<int> starts) => starts.Count == 0 ? [] : ends(value, starts);
}
