namespace Authz.Policies.Tests.Binding.Expressions;

/// <summary>
/// A random expression that knows itself what it matches: from a place of a value on, the places at which it may end. It goes
/// straight by the definition and shares nothing with what is tested.
/// </summary>
internal sealed record RandomExpression(string Text, Func<string, int, IReadOnlySet<int>> EndsOf)
{
    private const string Letters = "abAB1_ \n-";

    private static readonly (string Text, Func<char, bool> Takes)[] single =
    [
        (".", c => c != '\n'), (@"\d", char.IsAsciiDigit), (@"\D", c => !char.IsAsciiDigit(c)),
        (@"\w", c => char.IsAsciiLetterOrDigit(c) || c == '_'), (@"\W", c => !char.IsAsciiLetterOrDigit(c) && c != '_'),
        (@"\s", c => c is ' ' or '\n'), (@"\S", c => c is not (' ' or '\n')), ("[ab]", c => c is 'a' or 'b'),
        ("[^ab]", c => c is not ('a' or 'b')), ("[a-z]", char.IsAsciiLetterLower), ("[[:upper:]-]", c => char.IsAsciiLetterUpper(c) || c == '-'),
        (@"[^\d\s]", c => !char.IsAsciiDigit(c) && c is not (' ' or '\n')), (@"\p{Lu}", char.IsAsciiLetterUpper), (@"\PL", c => !char.IsAsciiLetter(c)),
        (@"\x61", c => c == 'a'), (@"\n", c => c == '\n'), (@"\-", c => c == '-'),
    ];

    public bool Matches(string value) => EndsOf(value, 0).Contains(value.Length);

    public static string Value(Random random) =>
        new([.. Enumerable.Range(0, random.Next(8)).Select(_ => Letters[random.Next(Letters.Length)])]);

    public static RandomExpression Create(Random random, int depth) => (depth == 0 ? 0 : random.Next(7)) switch
    {
        0 or 1 => Single(random),
        2 or 3 => Sequence([.. Parts(random, depth)]),
        4 => Choice([.. Parts(random, depth)]),
        _ => Repetition(random, Create(random, depth - 1)),
    };

    private static IEnumerable<RandomExpression> Parts(Random random, int depth) =>
        Enumerable.Range(0, random.Next(4)).Select(_ => Create(random, depth - 1));

    private static RandomExpression Single(Random random)
    {
        if (random.Next(2) == 0)
        {
            char letter = Letters[random.Next(Letters.Length)];
            return new RandomExpression(letter.ToString(), (value, from) => One(value, from, c => c == letter));
        }

        (string text, Func<char, bool> takes) = single[random.Next(single.Length)];
        return new RandomExpression(text, (value, from) => One(value, from, takes));
    }

    private static HashSet<int> One(string value, int from, Func<char, bool> takes) =>
        from < value.Length && takes(value[from]) ? [from + 1] : [];

    private static RandomExpression Sequence(RandomExpression[] parts) => new(
        string.Concat(parts.Select(part => $"(?:{part.Text})")),
        (value, from) => parts.Aggregate(new HashSet<int> { from }, (places, part) => Then(places, part, value)));

    private static HashSet<int> Then(IEnumerable<int> places, RandomExpression part, string value) =>
        [.. places.SelectMany(place => part.EndsOf(value, place))];

    private static RandomExpression Choice(RandomExpression[] parts) => new(
        $"({string.Join('|', parts.Select(part => part.Text))})",
        (value, from) => parts.Length == 0 ? new HashSet<int> { from } : [.. parts.SelectMany(part => part.EndsOf(value, from))]);

    private static RandomExpression Repetition(Random random, RandomExpression part)
    {
        int min = random.Next(3);
        int max = min + random.Next(3);
        (string sign, int from, int? to) = random.Next(6) switch
        {
            0 => ("*", 0, (int?)null),
            1 => ("+", 1, null),
            2 => ("?", 0, 1),
            3 => ($"{{{min}}}", min, min),
            4 => ($"{{{min},}}", min, null),
            _ => ($"{{{min},{max}}}", min, max),
        };
        string lazy = random.Next(3) == 0 ? "?" : "";
        return new RandomExpression($"(?:{part.Text}){sign}{lazy}", (value, start) =>
        {
            var places = new HashSet<int> { start };
            HashSet<int> ends = from == 0 ? [start] : [];

            // After as many rounds as the value has characters, and the required ones, no new end is found.
            for (int round = 1; round <= (to ?? from + value.Length + 1); round++)
            {
                places = Then(places, part, value);
                if (round >= from)
                {
                    ends.UnionWith(places);
                }
            }

            return ends;
        });
    }
}
