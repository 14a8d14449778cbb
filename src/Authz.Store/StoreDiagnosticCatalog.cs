using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>What can be said about a set as a whole. It continues <see cref="DiagnosticCatalog"/>: AZ0700 to AZ0749.</summary>
public static class StoreDiagnosticCatalog
{
    // Filled by the initialisers below it, in their order, so that none can be left out of the list.
    private static readonly List<DiagnosticDescriptor> Entries = [];

    internal static readonly DiagnosticDescriptor FolderMissing = Error("AZ0700", "the policy folder is not there");
    internal static readonly DiagnosticDescriptor FolderEmpty =
        Error("AZ0701", "the policy folder holds no policy file");
    internal static readonly DiagnosticDescriptor Unreadable = Error("AZ0702", "a file or folder cannot be read");
    internal static readonly DiagnosticDescriptor LinkDangling = Error("AZ0703", "a symbolic link leads nowhere");
    internal static readonly DiagnosticDescriptor LinkOutside =
        Error("AZ0704", "a symbolic link leads out of the policy folder");
    internal static readonly DiagnosticDescriptor LinkLoop =
        Error("AZ0705", "a symbolic link leads to a folder that holds it");
    internal static readonly DiagnosticDescriptor FolderNamedLikeFile =
        Error("AZ0706", "a folder is named like a policy file");
    internal static readonly DiagnosticDescriptor NameNotPlain = Error("AZ0707", "a name of a file is not plain");
    internal static readonly DiagnosticDescriptor TooManyFiles =
        Error("AZ0708", "the policy folder has too many policy files");
    internal static readonly DiagnosticDescriptor FileTooLarge =
        Error("AZ0709", "a policy file is larger than is read");
    internal static readonly DiagnosticDescriptor FolderTooLarge =
        Error("AZ0710", "the policy files are too large together");
    internal static readonly DiagnosticDescriptor FolderTooDeep = Error("AZ0711", "folders are nested too deeply");
    internal static readonly DiagnosticDescriptor TooManyEntries =
        Error("AZ0712", "the policy folder has too many entries");
    internal static readonly DiagnosticDescriptor FileEmpty = Error("AZ0713", "a policy file is empty or no file");
    internal static readonly DiagnosticDescriptor LockMisnamed = Error("AZ0714", "the lock's name has other capitals");
    internal static readonly DiagnosticDescriptor LockMissing = Error("AZ0720", "the lock is required and not there");
    internal static readonly DiagnosticDescriptor LockLineMalformed =
        Error("AZ0721", "a line of the lock is not well-formed");
    internal static readonly DiagnosticDescriptor LockedTwice = Error("AZ0722", "the lock lists a file twice");
    internal static readonly DiagnosticDescriptor LockedFileDiffers = Error("AZ0723", "a file differs from the lock");
    internal static readonly DiagnosticDescriptor LockedFileMissing = Error("AZ0724", "a file of the lock is missing");
    internal static readonly DiagnosticDescriptor NotInLock = Error("AZ0725", "a file is not in the lock");
    internal static readonly DiagnosticDescriptor NothingDeclared =
        Error("AZ0730", "the set declares no building block");
    internal static readonly DiagnosticDescriptor CompilerFailed =
        Error("AZ0731", "compiling failed by a fault of the program");
    internal static readonly DiagnosticDescriptor PreparationFailed =
        Error("AZ0732", "preparing the answers failed by a fault of the program");
    internal static readonly DiagnosticDescriptor VersionUnreadable =
        Error("AZ0733", "the version that was activated cannot be read");

    /// <summary>By id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. Entries];

    private static DiagnosticDescriptor Error(string id, string title)
    {
        var entry = new DiagnosticDescriptor(id, DiagnosticSeverity.Error, title);
        Entries.Add(entry);
        return entry;
    }
}
