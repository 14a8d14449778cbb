using Authz.Cli.Output;

namespace Authz.Cli.Certificates;

/// <summary>Where certificates and keys lie: authorities in `ca/`, security servers in `servers/`, the rest beside them.</summary>
internal sealed class CertificateFolder(string directory)
{
    /// <summary>A server may be called like a block.</summary>
    public const string ServerFolder = "servers";

    private const string AuthorityFolder = "ca";

    public string CertificateOf(string leaf) => Path.Combine(directory, leaf + ".pem");

    public string KeyOf(string leaf) => Path.Combine(directory, leaf + ".key");

    public string AuthorityOf(string name) => Path.Combine(directory, AuthorityFolder, name + ".pem");

    public string AuthorityKeyOf(string name) => Path.Combine(directory, AuthorityFolder, name + ".key");

    public void Create()
    {
        bool isNew = !Directory.Exists(directory);
        Directory.CreateDirectory(Path.Combine(directory, AuthorityFolder));
        Directory.CreateDirectory(Path.Combine(directory, ServerFolder));
        if (isNew)
        {
            // Keys do not belong into a repository, not even these.
            WholeFile.Write(Path.Combine(directory, ".gitignore"), "*\n", isSecret: false);
        }
    }
}
