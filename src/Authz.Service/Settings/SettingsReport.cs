using System.Text;

namespace Authz.Service.Settings;

/// <summary>What a person at the terminal reads instead of a started service.</summary>
public static class SettingsReport
{
    /// <summary>As `authz` says it, and as most programs do.</summary>
    public const int BadSettings = 2;

    private const int HelpColumn = 36;

    /// <summary>Prints help or every fault, and returns the exit code.</summary>
    public static int Write(SettingsResult result, TextWriter output, TextWriter errors)
    {
        if (result.IsHelpWanted)
        {
            output.Write(Help());
            return 0;
        }

        string reasons = result.Faults.Length == 1 ? "" : $", for {result.Faults.Length} reasons";
        errors.WriteLine($"The service does not start{reasons}:");
        foreach (SettingFault fault in result.Faults)
        {
            errors.WriteLine(fault);
        }

        return BadSettings;
    }

    private static string Help()
    {
        var help = new StringBuilder();
        help.Append("Answers Envoy's checks (envoy.service.auth.v3.Authorization) by the policies of a folder.\n\n")
            .Append("Usage: Authz.Service [--name value]...\n\n");
        foreach (SettingDefinition setting in SettingCatalog.All)
        {
            string option = $"  {setting.Option} {setting.Form}";
            string gap = option.Length < HelpColumn
                ? new string(' ', HelpColumn - option.Length)
                : "\n" + new string(' ', HelpColumn);
            string standard = setting.Default.Length == 0 ? "" : $" [default: {setting.Default}]";
            help.Append(option).Append(gap).Append(setting.Help).Append(standard).Append('\n');
        }

        return help
            .Append("\nEach can also be set in the environment (").Append(SettingCatalog.TlsClientCa.Variable).Append(" for ")
            .Append(SettingCatalog.TlsClientCa.Option).Append(") or in ").Append(SettingsInput.FileName)
            .Append(" ({\"tls\": {\"client-ca\": …}}), beside the program\n")
            .Append("or in the current directory. The command line wins over the environment, which wins over the file.\n")
            .Append("Logging is set as in every ASP.NET Core program: --Logging:LogLevel:Default Debug.\n")
            .ToString();
    }
}
