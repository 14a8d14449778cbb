namespace Authz.Testing.EnvoyConfigs;

/// <summary>A case of tests/cases/envoy-configs: what it changes in the frame, and what is then found.</summary>
public sealed record ConfigCase(string Config, bool HasPolicies, string Findings)
{
    private const string Replace = "--- replace";
    private const string With = "--- with";
    private const string Found = "--- findings";

    public static string Folder => TestCases.Path("envoy-configs");

    public static string Frame => File.ReadAllText(Path.Combine(Folder, "frame.yaml"));

    public static string Policies => Path.Combine(Folder, "policies");

    public static IEnumerable<string> Names =>
        TestCases.Files("envoy-configs", "*.case").Select(file => Path.GetFileNameWithoutExtension(file));

    public static ConfigCase Read(string name)
    {
        string[] lines = File.ReadAllText(Path.Combine(Folder, name + ".case")).TrimEnd('\n').Split('\n');
        string config = Frame;
        int found = Array.IndexOf(lines, Found);
        for (int at = Array.IndexOf(lines, Replace); at >= 0; at = Array.IndexOf(lines, Replace, at + 1))
        {
            int with = Array.IndexOf(lines, With, at);
            int end = Array.FindIndex(lines, with, line => line is Replace or Found);
            config = Change(config, string.Join('\n', lines[(at + 1)..with]), string.Join('\n', lines[(with + 1)..end]), name);
        }

        string findings = string.Concat(lines[(found + 1)..].Select(line => line + "\n"));
        return new ConfigCase(config, lines[1] == "with policies", findings);
    }

    private static string Change(string config, string old, string changed, string name)
    {
        int at = config.IndexOf(old, StringComparison.Ordinal);
        return at < 0
            ? throw new InvalidOperationException($"{name} replaces what is not there: {old}")
            : config[..at] + changed + config[(at + old.Length)..];
    }
}
