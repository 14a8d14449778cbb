namespace Authz.Cli.Output;

internal static class WholeFile
{
    /// <summary>Replaces a file whole: whoever watches it never reads half of it.</summary>
    /// <param name="isSecret">Nobody but its owner may read it, from its first byte on.</param>
    public static void Write(string path, string text, bool isSecret)
    {
        // A hidden name: the service that reads this folder leaves it out.
        string temporary = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.new");
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
