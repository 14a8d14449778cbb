using System.Globalization;
using System.Text;

namespace Authz.Store.Journal;

/// <summary>One process at a time writes a journal. The system lets go of the lock however that process ends.</summary>
internal sealed class JournalLock : IDisposable
{
    private const string FileName = "lock";

    private readonly FileStream file;

    private JournalLock(FileStream file) => this.file = file;

    /// <exception cref="JournalException">Another process has it, or the folder cannot be written.</exception>
    public static JournalLock Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                // For a person who asks who it is.
                file.SetLength(0);
                file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
                file.Flush();
                return new JournalLock(file);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new JournalException($"the journal in {folder} cannot be written ({failure.Message}): give its user write access", failure);
        }
        catch (IOException failure)
        {
            throw new JournalException(
                $"the journal in {folder} cannot be locked ({failure.Message}): stop the service that uses it, or ask it by --server", failure);
        }
    }

    public void Dispose() => file.Dispose();
}
