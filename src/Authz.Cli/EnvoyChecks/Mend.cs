using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>How to mend a finding.</summary>
/// <param name="Where">The mapping or list that the YAML belongs into; of what is removed or replaced, itself.</param>
/// <param name="Yaml">Without a line end; empty for <see cref="MendKind.Remove"/>.</param>
internal sealed record Mend(MendKind Kind, ConfigValue Where, string Yaml)
{
    public static Mend Set(ConfigValue where, string yaml) => new(MendKind.Set, where, yaml);

    public static Mend Remove(ConfigValue what) => new(MendKind.Remove, what, "");

    public static Mend Replace(ConfigValue what, string yaml) => new(MendKind.Replace, what, yaml);

    public static Mend Example(ConfigValue where, string yaml) => new(MendKind.Example, where, yaml);

    /// <summary>`a.b.c` and a value as YAML.</summary>
    public static Mend SetAt(ConfigValue where, string path, string value)
    {
        string[] keys = path.Split('.');
        IEnumerable<string> lines = keys.Select((key, i) =>
            new string(' ', i * 2) + key + (i == keys.Length - 1 ? $": {value}" : ":"));
        return Set(where, string.Join('\n', lines));
    }

    /// <summary>What a person is told to do.</summary>
    public string Instruction
    {
        get
        {
            string place = Where.Path.Length == 0 ? "the file" : Where.Path;
            return Kind switch
            {
                MendKind.Example => $"for example, in {place}:",
                MendKind.Set => $"in {place} write",
                MendKind.Remove => $"take out {place}",
                MendKind.InsertBeforeLast => $"in {place}, before the last one, put",
                MendKind.Append => $"at the end of {place} put",
                MendKind.Replace => $"in place of {place} write",
            };
        }
    }
}
