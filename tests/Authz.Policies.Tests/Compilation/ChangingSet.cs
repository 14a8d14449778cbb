using System.Text;

namespace Authz.Policies.Tests.Compilation;

/// <summary>A set that is edited at random: files come, go, swap their bytes, and say right, wrong and strange things.</summary>
internal sealed class ChangingSet(int seed)
{
    private const string BlockFile = "blocks.yaml";

    private static readonly string[] paths = ["a.yaml", "b.yaml", "b/c.yaml", "d.yml", "e.yaml"];

    private readonly Random random = new(seed);
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal) { [BlockFile] = Blocks };
    private readonly HashSet<string> wrong = new(StringComparer.Ordinal);

    public SourceSet Next()
    {
        // Mended sooner than broken, so that many of the sets compile.
        foreach (string broken in wrong.ToArray())
        {
            files[broken] = Documents(Array.IndexOf(paths, broken), Good);
            wrong.Remove(broken);
        }

        int place = random.Next(paths.Length);
        string path = paths[place];
        string other = paths[random.Next(paths.Length)];
        switch (random.Next(6))
        {
            case 0:
                files.Remove(path);
                break;
            case 1 when files.ContainsKey(path):
                (files[path], files[other]) = (files.GetValueOrDefault(other, "# nothing\n"), files[path]);
                break;
            case 2 when files.ContainsKey(path):
                // The same but for its line ends, or one comment more: every place moves.
                files[path] = random.Next(2) == 0 ? files[path].ReplaceLineEndings("\r\n") : "# note\n" + files[path];
                break;
            case 3:
                files[path] = Documents(place, Wrong);
                wrong.Add(path);
                break;
            default:
                files[path] = Documents(place, Good);
                break;
        }

        return PolicySet.Of(files.Select(file => (file.Key, Encoding.UTF8.GetBytes(file.Value))));
    }

    private string Documents(int place, Func<int, string> document) =>
        string.Join("---\n", Enumerable.Range(0, random.Next(1, 4)).Select(i => document((place * 4) + i)));

    private string Good(int number) => random.Next(6) switch
    {
        0 => $"apiVersion: authz/v1\nkind: Condition\nmetadata: {{name: c{number}}}\nspec: {{when: [{{header: {{name: x-purpose, equals: \"{random.Next(9)}\"}} }}]}}\n",
        1 => $"apiVersion: authz/v1\nkind: Group\nmetadata: {{name: g{number}}}\nspec: {{members: [births, deaths]}}\n",
        2 => Policy(number).Replace("legalBasis: Act", "legalBasis: &act Act", StringComparison.Ordinal),
        _ => Policy(number).Replace("/births/list", $"/births/{random.Next(9)}", StringComparison.Ordinal),
    };

    private string Wrong(int number) => random.Next(7) switch
    {
        0 => Blocks,
        1 => Policy(number).Replace("paths: [", "pathes: [", StringComparison.Ordinal),
        2 => Policy(number).Replace("buildingBlock: deaths", "buildingBlock: deathz", StringComparison.Ordinal),
        3 => Policy(number).Replace("GET", "GTE", StringComparison.Ordinal),
        4 => "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n",
        5 => "kind: [\n",
        _ => Good(number),
    };

    private const string Blocks = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: births}
        spec: {services: [{name: s, basePath: /births}]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: deaths}
        spec: {owner: ministry}

        """;

    private static string Policy(int number) => $$"""
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p{{number}}}
        spec:
          legalBasis: Act
          subjects: [{buildingBlock: deaths}]
          resources: [{buildingBlock: births, service: s}]
          rules:
            - {name: r, effect: allow, methods: [GET], paths: [/births/list, "/r/{id}.{format}"]}
            - {name: d, effect: deny, paths: [/D{{number}}/**]}

        """;
}
