using Authz.Cli.Output;

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
            WholeFile.Write(Path.Combine(directory, ".gitignore"), "*\n", isSecret: false);
        }
    }
}
