using System.Text;
using System.Text.RegularExpressions;
using Authz.Policies;
using Authz.Policies.Analysis.Lints;
using Authz.Policies.Compilation;

namespace Authz.Cli.Tests.Reference;

/// <summary>An example of docs/diagnostics.md, as a whole set.</summary>
/// <param name="Others">Ids that it raises beside its section's, as its title says.</param>
internal sealed partial record DiagnosticExample(bool IsWrong, IReadOnlyList<string> Others, string Yaml)
{
    private const string Separator = "---\n";

    private const string GoodApiFile = "apis/good.yaml";

    private const string ApiBlock = "apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {name: api}\n"
        + "spec: {services: [{name: api, basePath: /api, openapi: FILE}]}\n";

    private static readonly Dictionary<string, string[]> keysOfKinds = new()
    {
        ["AccessPolicy"] = ["description", "legalBasis", "validity", "mode", "subjects", "resources", "rules"],
        ["Group"] = ["members", "selector"],
        ["PolicyTest"] = ["cases"],
        ["Issuer"] = ["issuer"],
    };

    public static IReadOnlyList<DiagnosticExample> Of(string section) =>
    [
        .. Examples().Matches(section).Select(match => new DiagnosticExample(
            match.Groups["word"].Value == "Wrong",
            [.. Ids().Matches(match.Groups["others"].Value).Select(id => id.Value)],
            match.Groups["yaml"].Value)),
    ];

    /// <summary>Every id that is raised, errors, warnings and lints; once each, in order.</summary>
    /// <param name="frame">The set that the page's examples stand in.</param>
    public IReadOnlyList<string> Raise(string frame, LintOptions lints)
    {
        if (IsApiDocument(Yaml))
        {
            string name = Yaml.StartsWith('{') ? "apis/example.json" : "apis/example.yaml";
            return RaiseIn(lints, [File("a-frame.yaml", frame), File("block.yaml", ApiBlock.Replace("FILE", name, StringComparison.Ordinal)), File(name, Yaml)]);
        }

        bool isWhole = Yaml.Contains("apiVersion: ", StringComparison.Ordinal);
        string kind = isWhole ? "" : KindOf(Yaml);
        string[] documents = frame.Split(Separator);
        string policy = documents[^1];
        string blocks = string.Join(Separator, documents[..^1]);
        string example = isWhole ? Yaml
            : kind == "AccessPolicy" ? Override(policy, Yaml)
            : $"apiVersion: authz/v1\nkind: {kind}\nmetadata: {{name: example}}\nspec:\n{Indent(Yaml)}";
        string rest = kind == "AccessPolicy" ? blocks : frame;
        KeyValuePair<string, ReadOnlyMemory<byte>>[] named = Yaml.Contains(GoodApiFile, StringComparison.Ordinal)
            ? [File(GoodApiFile, "openapi: 3.1.0\ninfo: {title: Good, version: \"1\"}\npaths: {}\n")]
            : [];
        return RaiseIn(lints, [File("a-frame.yaml", rest), File("example.yaml", example), .. named]);
    }

    private static string[] RaiseIn(LintOptions lints, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files) =>
    [
        .. PolicyCompilation.RunWithLints(SourceSet.Of(files), new CompilationOptions(), lints).Diagnostics
            .Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool IsApiDocument(string yaml) =>
        yaml.StartsWith("openapi:", StringComparison.Ordinal)
        || yaml.StartsWith("swagger:", StringComparison.Ordinal)
        || yaml.StartsWith('{');

    private static string KindOf(string yaml) =>
        keysOfKinds.FirstOrDefault(kind => kind.Value.Any(key => HasKey(yaml, key))).Key ?? "BuildingBlock";

    private static bool HasKey(string yaml, string key) => $"\n{yaml}".Contains($"\n{key}:", StringComparison.Ordinal);

    // The example's keys go in the place of those of the frame's spec, which are one line each.
    private static string Override(string policy, string yaml)
    {
        IEnumerable<string> kept = policy.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("  ", StringComparison.Ordinal) || !HasKey(yaml, line.TrimStart().Split(':')[0]));
        return string.Join('\n', kept) + "\n" + Indent(yaml);
    }

    private static string Indent(string yaml) =>
        string.Concat(yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"));

    private static KeyValuePair<string, ReadOnlyMemory<byte>> File(string name, string text) =>
        new(name, Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"^(?<word>Wrong|Mended)(, also (?<others>[^:\n]*))?:\n\n```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();

    [GeneratedRegex("AZ[0-9]{4}")]
    private static partial Regex Ids();
}
