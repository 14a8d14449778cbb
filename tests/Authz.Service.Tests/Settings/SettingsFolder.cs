using Authz.Service.Settings;

namespace Authz.Service.Tests.Settings;

/// <summary>A folder to start in, with files that settings can name.</summary>
internal sealed class SettingsFolder : IDisposable
{
    public SettingsFolder()
    {
        foreach (string file in (string[])["certificate.pem", "key.pem", "ca.pem"])
        {
            File.WriteAllText(At(file), "");
        }

        Directory.CreateDirectory(At("policies"));
        Directory.CreateDirectory(At("program/bundled"));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("authz-settings-").FullName;

    public string At(string path) => Path.Combine(Root, path);

    public SettingsResult Read(params string[] arguments) => Read(arguments, []);

    public SettingsResult Read(string[] arguments, Dictionary<string, string> environment) => SettingsReader.Read(new SettingsInput
    {
        Arguments = arguments,
        Environment = environment,
        CurrentFolder = Root,
        ContentRoot = At("program"),
    });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
