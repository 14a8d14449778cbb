using Authz.Service.Keys;

namespace Authz.Service.Tests.Keys;

public sealed class KeyArchiveTests : IDisposable
{
    private static readonly ArchivedKeys kept = new("jwks https://idp.example/jwks", DateTimeOffset.UnixEpoch, [1, 2, 3]);

    private readonly string folder = Directory.CreateTempSubdirectory("authz-archive").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_written_is_read_again()
    {
        var archive = new KeyArchive(Path.Combine(folder, "keys"));

        Assert.Null(archive.Read(kept.Source));
        Assert.Null(archive.Write(kept));
        ArchivedKeys? read = archive.Read(kept.Source);
        Assert.Equal(kept.Jwks, read?.Jwks);
        Assert.Equal(kept.FetchedAt, read?.FetchedAt);
        Assert.Null(archive.Read("jwks https://idp.example/other"));
    }

    [Fact]
    public void A_copy_of_another_source_is_not_taken_for_this_one()
    {
        var archive = new KeyArchive(folder);
        archive.Write(kept);
        archive.Write(kept with { Source = "other" });
        string[] files = [.. Directory.GetFiles(folder).Order()];
        Assert.Equal(2, files.Length);

        File.Move(files[0], $"{files[0]}.aside");
        File.Move(files[1], files[0]);
        File.Move($"{files[0]}.aside", files[1]);

        Assert.Null(archive.Read(kept.Source));
        Assert.Null(archive.Read("other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"Source":1}""")]
    public void A_broken_copy_is_none(string text)
    {
        var archive = new KeyArchive(folder);
        archive.Write(kept);
        string file = Assert.Single(Directory.GetFiles(folder));
        File.WriteAllText(file, text);

        Assert.Null(archive.Read(kept.Source));
    }

    [Fact]
    public void A_copy_that_stopped_half_way_leaves_the_one_before()
    {
        var archive = new KeyArchive(folder);
        archive.Write(kept);
        File.WriteAllText($"{Assert.Single(Directory.GetFiles(folder))}.new", "{\"Sou");

        Assert.Equal(kept.Jwks, archive.Read(kept.Source)?.Jwks);
        Assert.Null(archive.Write(kept with { Jwks = [4] }));
        Assert.Equal([4], archive.Read(kept.Source)?.Jwks);
    }

    /// <summary>Whoever could write there could bring keys of his own.</summary>
    [Fact]
    public void Only_the_owner_gets_into_the_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no file modes on Windows");
        string made = Path.Combine(folder, "data", "keys");
        Assert.Null(new KeyArchive(made).Write(kept));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
        }
    }

    /// <summary>`/dev/full` answers every write as a full disk does.</summary>
    [Fact]
    public void A_full_disk_is_told_and_leaves_the_copy_before()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        var archive = new KeyArchive(folder);
        archive.Write(kept);
        File.CreateSymbolicLink($"{Assert.Single(Directory.GetFiles(folder))}.new", "/dev/full");

        Assert.NotNull(archive.Write(kept with { Jwks = [4] }));
        Assert.Equal(kept.Jwks, archive.Read(kept.Source)?.Jwks);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        string file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");

        Assert.NotNull(new KeyArchive(Path.Combine(file, "keys")).Write(kept));
    }
}
