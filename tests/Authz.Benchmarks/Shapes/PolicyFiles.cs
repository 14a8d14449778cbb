using System.Globalization;
using System.Text;
using Authz.Policies;

namespace Authz.Benchmarks.Shapes;

/// <summary>Generated policies as their author would write them, in files of a few thousand documents.</summary>
internal sealed class PolicyFiles
{
    private const int DocumentsPerFile = 2_000;

    private readonly List<StringBuilder> files = [];
    private readonly Dictionary<string, string> others = [];
    private int documents;

    public static string SpiffeId(string block) => $"spiffe://scale.gov/{block}";

    public static string Host(string block) => $"{block}.scale.gov";

    public static string BasePath(string block) => $"/r1/gov/{block}";

    public static string Service(string block) => $"{block}/api";

    /// <summary>A block with one service, `api`.</summary>
    public void AddBlock(string name) => Begin("BuildingBlock", name)
        .Append(CultureInfo.InvariantCulture, $"  owner: ministry\n")
        .Append(CultureInfo.InvariantCulture, $"  identities: [{{spiffe: \"{SpiffeId(name)}\"}}]\n")
        .Append(CultureInfo.InvariantCulture, $"  services: [{{name: api, basePath: {BasePath(name)}, hosts: [{Host(name)}]}}]\n");

    public void AddGroup(string name, IEnumerable<string> members) =>
        Begin("Group", name).Append(CultureInfo.InvariantCulture, $"  members: [{string.Join(", ", members)}]\n");

    /// <param name="subject">As in the language: `buildingBlock: a`.</param>
    /// <param name="resource">As in the language: `buildingBlock: a, service: api`.</param>
    public void AddPolicy(string name, string subject, string resource, IEnumerable<ShapeRule> rules)
    {
        StringBuilder text = Begin("AccessPolicy", name)
            .Append("  legalBasis: Data Exchange Act\n")
            .Append(CultureInfo.InvariantCulture, $"  subjects: [{{{subject}}}]\n")
            .Append(CultureInfo.InvariantCulture, $"  resources: [{{{resource}}}]\n")
            .Append("  rules:\n");
        int number = 0;
        foreach (ShapeRule rule in rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - {{name: r{number++}, {rule.ToYaml()}}}\n");
        }
    }

    /// <summary>A document written elsewhere.</summary>
    public void Add(string document) => files[^1].Append("---\n").Append(document);

    /// <summary>What documents refer to.</summary>
    public void AddFile(string name, string text) => others.Add(name, text);

    /// <summary>Texts by file name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts() =>
        files.Select((text, index) => KeyValuePair.Create(NameOf(index), text.ToString())).Concat(others);

    public SourceSet ToSources() => SourceSet.Of(Texts().Select(file =>
        new KeyValuePair<string, ReadOnlyMemory<byte>>(file.Key, Encoding.UTF8.GetBytes(file.Value))));

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, string text) in Texts())
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{index:D4}.yaml");

    private StringBuilder Begin(string kind, string name)
    {
        if (documents++ % DocumentsPerFile == 0)
        {
            files.Add(new StringBuilder());
        }

        return files[^1].Append(CultureInfo.InvariantCulture, $"---\napiVersion: authz/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec:\n");
    }
}
