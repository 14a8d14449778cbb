using Authz.Service.Audit;

namespace Authz.Service.Tests.Audit;

public sealed class DecisionLogFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-log-");

    private string LogPath => Path.Combine(folder.FullName, "decisions.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Lines_are_appended_to_what_is_there()
    {
        File.WriteAllText(LogPath, "before\n");
        using (DecisionLogFile file = Open())
        {
            file.Append("one\n"u8);
            file.Append("two\n"u8);
        }

        Assert.Equal("before\none\ntwo\n", File.ReadAllText(LogPath));
    }

    [Theory]
    [InlineData("half a li")]
    [InlineData("whole\nhalf")]
    public void Half_a_line_that_a_crash_left_is_not_continued(string left)
    {
        File.WriteAllText(LogPath, left);
        using (DecisionLogFile file = Open())
        {
            file.Append("one\n"u8);
            file.Append("two\n"u8);
        }

        Assert.Equal($"{left}\none\ntwo\n", File.ReadAllText(LogPath));
    }

    [Fact]
    public void Only_owner_and_group_can_read_it()
    {
        using DecisionLogFile file = Open();

        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;
        Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(LogPath) & Others) == UnixFileMode.None);
    }

    [Fact]
    public void A_file_that_was_moved_or_removed_is_gone_on_with_where_it_was()
    {
        using DecisionLogFile file = Open();
        file.Append("one\n"u8);
        Assert.False(file.IsMoved());

        string rotated = LogPath + ".1";
        File.Move(LogPath, rotated);
        Assert.True(file.IsMoved());
        file.Append("two\n"u8);
        file.Reopen();
        Assert.False(file.IsMoved());
        file.Append("three\n"u8);
        Assert.Equal("one\ntwo\n", File.ReadAllText(rotated));
        Assert.Equal("three\n", File.ReadAllText(LogPath));

        // Another tool has made the new file already, as logrotate's `create` does.
        File.Move(LogPath, rotated, overwrite: true);
        File.WriteAllText(LogPath, "");
        Assert.True(file.IsMoved());
        file.Reopen();
        file.Append("four\n"u8);
        Assert.Equal("four\n", File.ReadAllText(LogPath));
    }

    [Fact]
    public void A_file_that_was_cut_is_written_from_its_beginning()
    {
        using DecisionLogFile file = Open();
        file.Append("one\n"u8);
        using (FileStream other = File.Open(LogPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            other.SetLength(0);
        }

        Assert.False(file.IsMoved());
        file.Append("two\n"u8);
        Assert.Equal("two\n", File.ReadAllText(LogPath));
    }

    [Fact]
    public void A_link_is_followed_to_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        string target = Path.Combine(folder.FullName, "target");
        File.CreateSymbolicLink(LogPath, target);
        using DecisionLogFile file = Open();
        file.Append("one\n"u8);

        Assert.False(file.IsMoved());
        File.Delete(target);
        Assert.True(file.IsMoved());
        file.Reopen();
        file.Append("two\n"u8);
        Assert.Equal("two\n", File.ReadAllText(target));
    }

    [Theory]
    [InlineData("missing/decisions.log")]
    [InlineData("decisions.log/below")]
    [InlineData(".")]
    public void What_cannot_be_opened_is_said_with_its_path(string path)
    {
        File.WriteAllText(LogPath, "");
        string whole = Path.Combine(folder.FullName, path);
        IOException failure = Assert.Throws<IOException>(() => DecisionLogFile.Open(Settings(whole)));
        Assert.Contains(whole, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_an_exception_and_nothing_else()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        using DecisionLogFile file = DecisionLogFile.Open(Settings("/dev/full"));
        Assert.Throws<IOException>(() => file.Append("one\n"u8));
        Assert.Throws<IOException>(() => file.Append("one\n"u8));
        Assert.False(file.IsMoved());
    }

    [Fact]
    public void What_a_failed_write_left_behind_is_written_over()
    {
        using var stream = new FailingFileStream(LogPath);
        using var file = new DecisionLogFile(LogPath, stream);
        file.Append("one\n"u8);
        stream.IsFailing = true;
        Assert.Throws<IOException>(() => file.Append("two\nthree\n"u8));
        Assert.Equal("one\ntwo\nt", File.ReadAllText(LogPath));
        Assert.Throws<IOException>(() => file.Append("two\nthree\n"u8));
        stream.IsFailing = false;
        file.Append("two\nthree\n"u8);
        file.Append("four\n"u8);

        Assert.Equal("one\ntwo\nthree\nfour\n", File.ReadAllText(LogPath));
    }

    [Fact]
    public void What_a_failed_write_left_behind_is_not_in_the_moved_file_too()
    {
        using var stream = new FailingFileStream(LogPath);
        using var file = new DecisionLogFile(LogPath, stream);
        file.Append("one\n"u8);
        stream.IsFailing = true;
        Assert.Throws<IOException>(() => file.Append("two\nthree\n"u8));
        string rotated = LogPath + ".1";
        File.Move(LogPath, rotated);
        Assert.True(file.IsMoved());
        file.Reopen();
        file.Append("two\nthree\n"u8);

        Assert.Equal("one\n", File.ReadAllText(rotated));
        Assert.Equal("two\nthree\n", File.ReadAllText(LogPath));
    }

    private DecisionLogFile Open() => DecisionLogFile.Open(Settings(LogPath));

    private static DecisionLogSettings Settings(string path) =>
        new() { Path = path, Full = DecisionLogFull.Refuse, QueueLength = DecisionLogSettings.QueueLeast };
}
