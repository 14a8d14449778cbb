using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Authz.Service.Keys;

/// <summary>
/// The last good keys of each source, kept over a restart: a service that starts while an issuer is away still knows its
/// callers. What it holds is believed, so only the service may write there.
/// </summary>
internal sealed class KeyArchive(string folder)
{
    private const int FileBytesMax = 2 * KeyLimits.JwksBytesMax;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Null: none are kept, or none that could be read.</summary>
    public ArchivedKeys? Read(string source)
    {
        string path = PathOf(source);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > FileBytesMax)
            {
                return null;
            }

            ArchivedKeys? kept = JsonSerializer.Deserialize<ArchivedKeys>(File.ReadAllBytes(path));

            // Two sources whose digests agree do not exist; a file that somebody renamed does.
            return kept?.Source == source ? kept : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What went wrong; null: they are kept. What was kept before stays whole until the new copy is.</summary>
    public string? Write(ArchivedKeys keys)
    {
        string path = PathOf(keys.Source);
        string temporary = $"{path}.new";
        try
        {
            CreateFolder();
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(stream, keys);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }

    private string PathOf(string source) =>
        Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}.json");
}
