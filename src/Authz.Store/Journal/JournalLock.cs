using System.Globalization;
using System.Text;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>One process at a time writes a journal. The system lets go of the lock however that process ends.</summary>
internal sealed class JournalLock : IDisposable
{
    private const string FileName = "lock";

    /// <summary>What Linux answers where a disk is full, over its quota, or mounted to be read: nobody else has the lock then.</summary>
    private static readonly int[] refusals = [28, 30, 122];

    private readonly FileStream file;

    private JournalLock(FileStream file) => this.file = file;

    /// <returns>Null: the disk takes no lock, and with it no writes.</returns>
    /// <param name="problem">Why not; empty where it was taken.</param>
    /// <exception cref="RepositoryException">Another process has it.</exception>
    public static JournalLock? TryTake(string folder, out string problem)
    {
        problem = "";
        string path = Path.Combine(folder, FileName);
        try
        {
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            TryName(file);
            return new JournalLock(file);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException || (failure is IOException && refusals.Contains(failure.HResult)))
        {
            problem = failure.Message;
            return null;
        }
        catch (IOException failure)
        {
            throw new RepositoryException(
                RepositoryProblem.Conflict,
                $"the journal in {folder} cannot be locked ({failure.Message}): stop the service that uses it, or ask it by --server",
                failure);
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>For a person who asks who it is.</summary>
    private static void TryName(FileStream file)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
        }
        catch (IOException)
        {
            // The lock is held all the same.
        }
    }
}
