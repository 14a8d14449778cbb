using System.Collections.Immutable;

namespace Authz.Service.Settings;

/// <summary>
/// The arguments as settings. By hand: the framework's own reader takes no list, and ignores what it does not know, so that
/// a misspelt option would leave its setting as it was.
/// </summary>
internal sealed class CommandLine
{
    private const string Origin = "on the command line";

    private readonly ImmutableArray<SettingEntry>.Builder entries = ImmutableArray.CreateBuilder<SettingEntry>();
    private readonly ImmutableArray<SettingFault>.Builder faults = ImmutableArray.CreateBuilder<SettingFault>();

    private CommandLine()
    {
    }

    public ImmutableArray<SettingEntry> Entries => entries.ToImmutable();

    public ImmutableArray<SettingFault> Faults => faults.ToImmutable();

    public bool IsHelpWanted { get; private set; }

    public static CommandLine Read(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (int at = 0; at < arguments.Count;)
        {
            at += line.ReadOption(arguments[at], at + 1 < arguments.Count ? arguments[at + 1] : null);
        }

        return line;
    }

    /// <summary>Returns how many arguments were used.</summary>
    private int ReadOption(string argument, string? next)
    {
        if (argument is "--help" or "-h" or "-?")
        {
            IsHelpWanted = true;
            return 1;
        }

        if (argument is not ['-', '-', _, ..])
        {
            faults.Add(new($"argument `{argument}`", "is no option; options are written `--name value`, and --help lists them", ""));
            return 1;
        }

        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument[2..] : argument[2..equals];
        SettingDefinition? setting = SettingCatalog.Find(name);
        bool isKnown = setting is not null || SettingCatalog.IsFrameworkSetting(name);
        bool hasNext = next is not null && !next.StartsWith("--", StringComparison.Ordinal);
        if (!isKnown)
        {
            faults.Add(new($"option `--{name}`", SettingCatalog.Unknown(name, static setting => setting.Option), ""));

            // What follows belongs to it, and would only be reported as a second mistake.
            return equals < 0 && hasNext ? 2 : 1;
        }

        if (equals >= 0)
        {
            Add(name, argument[(equals + 1)..], setting);
            return 1;
        }

        if (!hasNext && setting is { IsSwitch: true })
        {
            Add(name, "true", setting);
            return 1;
        }

        Add(name, hasNext ? next : "", setting);
        return hasNext ? 2 : 1;
    }

    private void Add(string name, string? value, SettingDefinition? setting)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            string cure = setting is null ? "" : $"; write `{setting.Option} {setting.Form}`";
            faults.Add(new($"option `--{name}`", $"has no value{cure}", ""));
        }
        else
        {
            entries.Add(new SettingEntry(name, value, Origin));
        }
    }
}
