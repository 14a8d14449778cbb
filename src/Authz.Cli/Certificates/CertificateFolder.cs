namespace Authz.Cli.Certificates;

/// <summary>Where certificates and keys lie: authorities in `ca/`, the rest beside it.</summary>
internal sealed class CertificateFolder(string directory)
{
    private const string AuthorityFolder = "ca";

    public string CertificateOf(string leaf) => Path.Combine(directory, leaf + ".pem");

    public string KeyOf(string leaf) => Path.Combine(directory, leaf + ".key");

    public string AuthorityOf(string name) => Path.Combine(directory, AuthorityFolder, name + ".pem");

    public string AuthorityKeyOf(string name) => Path.Combine(directory, AuthorityFolder, name + ".key");

    public void Create()
    {
        bool isNew = !Directory.Exists(directory);
        Directory.CreateDirectory(Path.Combine(directory, AuthorityFolder));
        if (isNew)
        {
            // Keys do not belong into a repository, not even these.
            Write(Path.Combine(directory, ".gitignore"), "*\n", isSecret: false);
        }
    }

    /// <summary>Replaces a file whole: a proxy that watches it never reads half of it.</summary>
    public static void Write(string path, string text, bool isSecret)
    {
        string temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
