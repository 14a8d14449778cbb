namespace Authz.Cli.Tests;

/// <summary>A folder that is gone after its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-cli-");

    public string Path => folder.FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => folder.Delete(recursive: true);
}
