using System.Text;

namespace Authz.Store.Tests;

public sealed class FolderReaderTests : IDisposable
{
    private static readonly FolderLimits SmallLimits = new()
    {
        FilesMax = 3,
        FileBytesMax = 10,
        TotalBytesMax = 25,
        DepthMax = 2,
        EntriesMax = 6,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Policy_files_are_read_by_path_and_nothing_else_is()
    {
        folder.Write("a.yaml", "1").Write("blocks/b.yml", "2").Write("blocks/deep/c.YAML", "3")
            .Write("README.md", "x").Write("blocks/policies.lock", "x").Write("a.yaml.swp", "x")
            .Write(".hidden.yaml", "x").Write(".git/config.yaml", "x");

        FolderListing listing = Read();

        Assert.Empty(listing.Faults);
        Assert.Null(listing.Lock);
        Assert.Equal(
            ["a.yaml=1", "blocks/b.yml=2", "blocks/deep/c.YAML=3"],
            listing.Sources.Files.Select(static file => $"{file.Key}={Encoding.UTF8.GetString(file.Value.Span)}"));
    }

    [Fact]
    public void Files_that_policies_may_name_are_read_too()
    {
        folder.Write("a.yaml", "1").Write("apis/b.json", "2").Write("apis/.c.json", "x").Write("apis/d.json5", "x");

        Assert.Equal(["a.yaml", "apis/b.json"], Read().Sources.Files.Keys);
    }

    [Fact]
    public void A_folder_without_a_file_of_policies_is_broken_whatever_else_it_holds()
    {
        folder.Write("apis/b.json", "{}");

        Assert.Equal(["AZ0701"], FaultIds(folder.Root));
    }

    [Fact]
    public void A_changed_API_document_is_another_version_and_not_what_was_locked()
    {
        folder.Write("a.yaml", "1").Write("apis/b.json", "{}");
        FolderListing before = Read();
        folder.Write("policies.lock", PolicyLock.Write(before.Sources)).Write("apis/b.json", "[]");
        FolderListing after = Read();

        Assert.NotEqual(before.Manifest.Digest, after.Manifest.Digest);
        Assert.Equal(["AZ0723"], after.FaultsUnder(LockMode.WhenPresent).Select(fault => fault.Id));
    }

    [Fact]
    public void The_lock_is_read_beside_the_policies()
    {
        folder.Write("a.yaml", "1").Write("policies.lock", "text");

        FolderListing listing = Read();

        Assert.Equal("text", listing.Lock?.Text);
        Assert.Equal(["a.yaml"], listing.Sources.Files.Keys);
    }

    [Fact]
    public void A_missing_folder_is_broken()
    {
        Assert.Equal(["AZ0700"], FaultIds(Path.Combine(folder.Root, "gone")));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_broken()
    {
        folder.Write("a.yaml", "1");

        Assert.Equal(["AZ0700"], FaultIds(folder.At("a.yaml")));
    }

    // Permissions do not stop the root user that tests often run as; a lock does.
    [Fact]
    public void A_file_that_cannot_be_opened_is_broken()
    {
        folder.Write("a.yaml", "1");
        using var locked = new FileStream(folder.At("a.yaml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(["AZ0702"], FaultIds(folder.Root));
    }

    [Fact]
    public void A_folder_without_a_policy_file_is_broken()
    {
        folder.Write("README.md", "x").Write("policies.lock", "x");

        Assert.Equal(["AZ0701"], FaultIds(folder.Root));
    }

    [Fact]
    public void A_ConfigMap_is_read_through_its_links()
    {
        folder.Write("..2026_03_01/a.yaml", "1").Write("..2026_03_01/b.yaml", "2")
            .Link("..data", "..2026_03_01").Link("a.yaml", "..data/a.yaml").Link("b.yaml", "..data/b.yaml");

        FolderListing listing = Read();

        Assert.Empty(listing.Faults);
        Assert.Equal(["a.yaml", "b.yaml"], listing.Sources.Files.Keys);
    }

    [Fact]
    public void The_folder_itself_may_be_a_link()
    {
        folder.Write("versions/1/a.yaml", "1").Write("versions/1/shared/b.yaml", "2")
            .Link("versions/1/linked", "shared").Link("current", "versions/1");

        FolderListing listing = new FolderReader().Read(folder.At("current"));

        Assert.Empty(listing.Faults);
        Assert.Equal(["a.yaml", "linked/b.yaml", "shared/b.yaml"], listing.Sources.Files.Keys);
    }

    [Theory]
    [InlineData("deny.yaml", "gone.yaml", "AZ0703")]
    [InlineData("blocks", "gone", "AZ0703")]
    [InlineData("deny.yaml", "deny.yaml", "AZ0703")]
    [InlineData("deny.yaml", "/etc/hostname", "AZ0704")]
    [InlineData("etc", "/etc", "AZ0704")]
    [InlineData("blocks/up", "..", "AZ0705")]
    [InlineData("blocks/self", ".", "AZ0705")]
    public void A_link_that_leads_astray_is_broken(string path, string target, string id)
    {
        folder.Write("a.yaml", "1").Link(path, target);

        Assert.Equal([id], FaultIds(folder.Root));
    }

    [Fact]
    public void A_sibling_whose_name_starts_alike_is_outside()
    {
        folder.Write("policies/a.yaml", "1").Write("policies-old/b.yaml", "2").Link("policies/b.yaml", "../policies-old/b.yaml");

        Assert.Equal(["AZ0704"], FaultIds(folder.At("policies")));
    }

    [Fact]
    public void A_link_that_is_no_policy_may_lead_anywhere()
    {
        folder.Write("a.yaml", "1").Link("hostname", "/etc/hostname");

        Assert.Empty(Read().Faults);
    }

    [Fact]
    public void A_folder_named_like_a_file_is_broken()
    {
        folder.Write("a.yaml", "1");
        Directory.CreateDirectory(folder.At("deny.yaml"));
        Directory.CreateDirectory(folder.At("policies.lock"));

        Assert.Equal(["AZ0706", "AZ0706"], FaultIds(folder.Root));
    }

    [Fact]
    public void A_name_that_other_systems_cannot_write_is_broken()
    {
        folder.Write("a.yaml", "1").Write("b\\c.yaml", "2").Write("d\n.yaml", "3");

        Assert.Equal(["AZ0707", "AZ0707"], FaultIds(folder.Root));
    }

    [Fact]
    public void Everything_at_its_limit_is_read()
    {
        folder.Write("1/2/a.yaml", "0123456789").Write("b.yaml", "0123456789").Write("c.yaml", "01234").Write("x", "");

        Assert.Empty(Read(SmallLimits).Faults);
    }

    [Fact]
    public void One_file_too_many_is_broken()
    {
        folder.Write("a.yaml", "1").Write("b.yaml", "1").Write("c.yaml", "1").Write("d.yaml", "1").Write("e.yaml", "1");

        Assert.Equal(["AZ0708"], FaultIds(folder.Root, SmallLimits));
    }

    [Fact]
    public void A_file_that_was_cut_to_nothing_is_broken()
    {
        folder.Write("a.yaml", "1").Write("suspend.yaml", "");

        Assert.Equal(["AZ0713"], FaultIds(folder.Root));
    }

    [Fact]
    public void A_pipe_named_like_a_policy_file_is_broken_and_not_waited_for()
    {
        folder.Write("a.yaml", "1");
        using System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", folder.At("pipe.yaml"));
        made.WaitForExit();

        Assert.Equal(["AZ0713"], FaultIds(folder.Root));
    }

    [Fact]
    public void A_lock_in_another_case_is_broken_and_not_overlooked()
    {
        folder.Write("a.yaml", "1").Write("Policies.lock", "1");

        Assert.Equal(["AZ0714"], FaultIds(folder.Root));
    }

    [Fact]
    public void What_is_gathered_is_what_is_read()
    {
        folder.Write("a.yaml", "1").Write("b.YAML", "1").Write("c.Yml", "1").Write("d.txt", "1").Write(".e.yaml", "1")
            .Write("f.JSON", "1");

        IEnumerable<string> gathered = Read().Sources.Files.Keys;
        Assert.Equal(["a.yaml", "b.YAML", "c.Yml", "f.JSON"], gathered.Order(StringComparer.Ordinal));
        Assert.All(gathered, path => Assert.True(Authz.Policies.SourceFile.IsGathered(path)));
    }

    [Fact]
    public void One_byte_too_many_in_a_file_is_broken()
    {
        folder.Write("a.yaml", "0123456789+").Write("policies.lock", "0123456789+");

        Assert.Equal(["AZ0709", "AZ0709"], FaultIds(folder.Root, SmallLimits));
    }

    [Fact]
    public void One_byte_too_many_together_is_broken()
    {
        folder.Write("a.yaml", "0123456789").Write("b.yaml", "0123456789").Write("c.yaml", "012345");

        Assert.Equal(["AZ0710"], FaultIds(folder.Root, SmallLimits));
    }

    [Fact]
    public void One_folder_too_deep_is_broken()
    {
        folder.Write("1/2/3/a.yaml", "1");

        Assert.Equal(["AZ0711"], FaultIds(folder.Root, SmallLimits));
    }

    [Fact]
    public void One_entry_too_many_is_broken_before_all_are_listed()
    {
        folder.Write("a.yaml", "1");
        for (int i = 0; i < 6; i++)
        {
            folder.Write($"{i}.txt", "");
        }

        Assert.Equal(["AZ0712"], FaultIds(folder.Root, SmallLimits));
    }

    [Fact]
    public void Every_fault_says_where_and_how_to_mend_it()
    {
        folder.Link("deny.yaml", "gone.yaml");

        Assert.Equal(
            ["deny.yaml:1:1: error AZ0703: is a symbolic link that leads nowhere or to itself; mend or remove the link"],
            Read().Faults.Select(static fault => fault.ToString()));
    }

    private FolderListing Read() => new FolderReader().Read(folder.Root);

    private FolderListing Read(FolderLimits limits) => new FolderReader(limits).Read(folder.Root);

    private static IEnumerable<string> FaultIds(string path) => FaultIds(path, FolderLimits.Default);

    private static IEnumerable<string> FaultIds(string path, FolderLimits limits) =>
        new FolderReader(limits).Read(path).Faults.Select(static fault => fault.Id);
}
