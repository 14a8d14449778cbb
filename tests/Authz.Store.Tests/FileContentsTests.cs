using Authz.Policies;

namespace Authz.Store.Tests;

public sealed class FileContentsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderReader reader = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_did_not_change_is_the_same_memory_and_what_did_is_what_it_is()
    {
        folder.Write("a.yaml", "first").Write("b.yaml", "second").Write("c.yaml", "third");
        SourceSet before = reader.Read(folder.Root).Sources;

        folder.Write("b.yaml", "SECOND").Write("c.yaml", "thi");
        SourceSet after = reader.Read(folder.Root).Sources;

        Assert.True(before.Files["a.yaml"].Equals(after.Files["a.yaml"]));
        Assert.Equal("second"u8, before.Files["b.yaml"].Span);
        Assert.Equal("SECOND"u8, after.Files["b.yaml"].Span);
        Assert.Equal("thi"u8, after.Files["c.yaml"].Span);
    }

    [Fact]
    public void A_file_that_takes_the_name_of_another_has_its_own_bytes()
    {
        folder.Write("a.yaml", "first").Write("b.yaml", "second");
        reader.Read(folder.Root);

        folder.Write("a.yaml", "second").Delete("b.yaml");

        Assert.Equal("second"u8, Assert.Single(reader.Read(folder.Root).Sources.Files).Value.Span);
    }
}
