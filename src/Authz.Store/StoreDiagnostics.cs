using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>Every message about a set as a whole, before or after its text is read.</summary>
internal static class StoreDiagnostics
{
    public static Diagnostic FolderMissing(string folder) => Fault(
        StoreDiagnosticCatalog.FolderMissing, folder, "the policy folder is not there",
        "create it, or name another; a missing folder is never taken for an empty set");

    public static Diagnostic FolderEmpty(string folder) => Fault(
        StoreDiagnosticCatalog.FolderEmpty, folder, "the policy folder holds no policy file (*.yaml, *.yml)",
        "an empty folder is never taken for an empty set; is this the right folder?");

    public static Diagnostic Unreadable(string path, string reason) => Fault(
        StoreDiagnosticCatalog.Unreadable, path, $"cannot be read: {reason}", "let the service's user read it");

    public static Diagnostic LinkDangling(string path) => Fault(
        StoreDiagnosticCatalog.LinkDangling, path, "is a symbolic link that leads nowhere or to itself", "mend or remove the link");

    public static Diagnostic LinkOutside(string path, string target) => Fault(
        StoreDiagnosticCatalog.LinkOutside, path, $"is a symbolic link out of the policy folder, to `{target}`",
        "copy what it points at into the folder: files that others write must not become policies");

    public static Diagnostic LinkLoop(string path) => Fault(
        StoreDiagnosticCatalog.LinkLoop, path, "is a symbolic link to a folder that holds it", "remove the link");

    public static Diagnostic FolderNamedLikeFile(string path) => Fault(
        StoreDiagnosticCatalog.FolderNamedLikeFile, path, "is a folder, but is named like a policy file",
        "a container engine makes such a folder when the file to be mounted is missing; mount the file or rename the folder");

    public static Diagnostic NameNotPlain(string path) => Fault(
        StoreDiagnosticCatalog.NameNotPlain, path, "has a name with a control character, a backslash or bytes that are no UTF-8", "rename it");

    public static Diagnostic TooManyFiles(string folder, int filesMax) => Fault(
        StoreDiagnosticCatalog.TooManyFiles, folder, $"holds more than {filesMax} policy files", "put more documents into one file");

    public static Diagnostic FileTooLarge(string path, int bytesMax) => Fault(
        StoreDiagnosticCatalog.FileTooLarge, path, $"is larger than {bytesMax} bytes", "split it into several files");

    public static Diagnostic FolderTooLarge(string folder, long bytesMax) => Fault(
        StoreDiagnosticCatalog.FolderTooLarge, folder, $"the policy files are larger than {bytesMax} bytes together", "remove what does not belong here");

    public static Diagnostic FolderTooDeep(string path, int depthMax) => Fault(
        StoreDiagnosticCatalog.FolderTooDeep, path, $"lies more than {depthMax} folders deep", "move it up");

    public static Diagnostic TooManyEntries(string folder, int entriesMax) => Fault(
        StoreDiagnosticCatalog.TooManyEntries, folder, $"holds more than {entriesMax} files and folders of any kind",
        "name the folder that holds only policies");

    public static Diagnostic FileEmpty(string path) => Fault(
        StoreDiagnosticCatalog.FileEmpty, path, "is empty, or no file at all but a pipe or a device",
        "write it again or remove it: a file that was cut to nothing must not pass for one without rules");

    public static Diagnostic LockMisnamed(string path) => Fault(
        StoreDiagnosticCatalog.LockMisnamed, path, $"is named like `{PolicyLock.FileName}` but for its case, and would not be looked at",
        $"rename it to `{PolicyLock.FileName}`");

    public static Diagnostic LockMissing(string folder) => Fault(
        StoreDiagnosticCatalog.LockMissing, $"{folder}/{PolicyLock.FileName}", "is required and not there",
        "write it with `authz lock`, or start with `--lock when-present`");

    public static Diagnostic LockGone(string folder) => Fault(
        StoreDiagnosticCatalog.LockMissing, $"{folder}/{PolicyLock.FileName}", "is not there, and the set that was in force before had one",
        "wait for the checkout to end, or write it with `authz lock`; to go on without one, start with `--lock when-present`");

    public static Diagnostic LockLineMalformed(SourceSpan where) => Fault(
        StoreDiagnosticCatalog.LockLineMalformed, where, "is not `<sha256 in lower-case hex>  <path>`", "write the lock with `authz lock`");

    public static Diagnostic LockedTwice(SourceSpan where, string path) => Fault(
        StoreDiagnosticCatalog.LockedTwice, where, $"`{path}` is listed twice", "write the lock with `authz lock`");

    public static Diagnostic LockedFileDiffers(SourceSpan where, string path) => Fault(
        StoreDiagnosticCatalog.LockedFileDiffers, where, $"`{path}` has other bytes than the lock says",
        "wait for the checkout to end, or write the lock again with `authz lock`");

    public static Diagnostic LockedFileMissing(SourceSpan where, string path) => Fault(
        StoreDiagnosticCatalog.LockedFileMissing, where, $"`{path}` is in the lock and not in the folder",
        "wait for the checkout to end, or write the lock again with `authz lock`");

    public static Diagnostic NotInLock(string path) => Fault(
        StoreDiagnosticCatalog.NotInLock, path, $"is in the folder and not in {PolicyLock.FileName}",
        "wait for the checkout to end, or write the lock again with `authz lock`");

    public static Diagnostic NothingDeclared() => Fault(
        StoreDiagnosticCatalog.NothingDeclared, "policies", "the files declare no building block",
        "a set without one is never put in force: it would only deny; are the files blank?");

    public static Diagnostic CompilerFailed(string reason) => Fault(
        StoreDiagnosticCatalog.CompilerFailed, "policies", $"compiling failed by a fault of this program, not of the policies: {reason}",
        "the log holds the stack trace; please report it with the policies that provoke it");

    public static Diagnostic PreparationFailed(string reason) => Fault(
        StoreDiagnosticCatalog.PreparationFailed, "policies", $"preparing the answers failed by a fault of this program, not of the policies: {reason}",
        "the log holds the stack trace; please report it with the policies that provoke it");

    public static Diagnostic VersionUnreadable(string version, string reason) => Fault(
        StoreDiagnosticCatalog.VersionUnreadable, "versions", $"version {version} was activated and cannot be read: {reason}",
        "activate another version (`authz versions`, `authz rollback`), or publish the same files again and activate them");

    private static Diagnostic Fault(DiagnosticDescriptor descriptor, string path, string message, string help) =>
        Fault(descriptor, new SourceSpan(new SourceText(path, ""), default), message, help);

    private static Diagnostic Fault(DiagnosticDescriptor descriptor, SourceSpan where, string message, string help) =>
        new(descriptor.Id, descriptor.Severity, where, message, help);
}
