using System.Formats.Tar;
using System.Net.Http.Headers;
using Authz.Admin.Administration;

namespace Authz.Admin.Tests.Calls;

/// <summary>The way of a version through the API, as a person goes it.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task A_version_is_published_approved_activated_and_taken_back()
    {
        await using ApiBench bench = await ApiBench.StartAsync(new AdministrationOptions { IsFolderAuthor = false, FourEyes = true });
        ApiReply published = await bench.PublishAsync("a");
        Assert.Equal(201, published.Status);
        Assert.Equal("/api/v1/versions/1", published.Headers.Location?.OriginalString);
        Assert.Equal(200, (await bench.PublishAsync("a")).Status);
        await bench.PublishAsync("b");

        (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" })).IsProblem(409, "not-approved");
        foreach (string version in (string[])["1", "2"])
        {
            Assert.Equal(201, (await bench.CallAsync("approver", "POST", $"/api/v1/versions/{version}/approvals", new { comment = "read" })).Status);
            Assert.Equal(201, (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version, reason = "go" })).Status);
        }

        ApiReply back = await bench.CallAsync("author", "POST", "/api/v1/rollbacks", new { reason = "leaks" });
        Assert.Equal((201, 1, true), (back.Status, back.Json.GetProperty("number").GetInt32(), back.Json.GetProperty("isPinned").GetBoolean()));
        (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "2" })).IsProblem(409, "pinned");
        Assert.Equal(201, (await bench.CallAsync("author", "POST", "/api/v1/unpin", new { })).Status);

        ApiReply whole = await bench.CallAsync("viewer", "GET", "/api/v1/versions/1");
        Assert.Equal("approver", whole.Json.GetProperty("approvals")[0].GetProperty("by").GetString());
        Assert.Equal(3, whole.Json.GetProperty("activations").GetArrayLength());
        Assert.Equal(PolicyFiles.BlockText("a"), (await bench.CallAsync("viewer", "GET", "/api/v1/versions/1/files/a.yaml")).Text);
        (await bench.CallAsync("viewer", "GET", "/api/v1/versions/1/files/b.yaml")).IsProblem(404, "not-found");
        Assert.Contains("+++ b/b.yaml", (await bench.CallAsync("viewer", "GET", "/api/v1/versions/2/diff")).Text, StringComparison.Ordinal);
        Assert.False((await bench.CallAsync("viewer", "GET", "/api/v1/versions/2/changes?from=1")).Json.GetProperty("rightsChange").GetBoolean());
        Assert.True((await bench.CallAsync("viewer", "GET", "/api/v1/wait?version=1&seconds=0")).Json.GetProperty("isEverywhere").GetBoolean());
        Assert.Equal(1, (await bench.CallAsync("viewer", "GET", "/api/v1/status")).Json.GetProperty("inForce").GetProperty("number").GetInt32());
        Assert.Equal(2, (await bench.CallAsync("viewer", "GET", "/api/v1/versions")).Json.GetProperty("versions").GetArrayLength());
        Assert.Equal(1, (await bench.CallAsync("viewer", "GET", "/api/v1/versions?before=2&limit=7")).Json.GetProperty("versions").GetArrayLength());
    }

    [Fact]
    public async Task Policies_with_errors_are_a_problem_that_says_where()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        ApiReply reply = await bench.CallAsync(
            "author", "POST", "/api/v1/versions", new { files = new Dictionary<string, string> { ["x/a.yaml"] = PolicyFiles.Broken } });
        reply.IsProblem(422, "policy-errors");
        Assert.Equal("x/a.yaml", reply.Json.GetProperty("findings")[0].GetProperty("path").GetString());
        Assert.Equal(2, reply.Json.GetProperty("findings")[0].GetProperty("line").GetInt32());
        Assert.Empty(bench.Verbs.Administration.State.Versions);
    }

    [Fact]
    public async Task Who_gains_a_right_by_a_version_is_told_before_it_is_approved()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        foreach (string operations in (string[])["[getRecord]", "[getRecord, putRecord]"])
        {
            Dictionary<string, string> files = PolicyFiles.Country().Files.ToDictionary(
                static file => file.Key, file => System.Text.Encoding.UTF8.GetString(file.Value.Span).Replace("[getRecord]", operations, StringComparison.Ordinal));
            await bench.CallAsync("author", "POST", "/api/v1/versions", new { files });
        }

        System.Text.Json.JsonElement changes = (await bench.CallAsync("approver", "GET", "/api/v1/versions/2/changes?from=1")).Json;
        Assert.True(changes.GetProperty("rightsChange").GetBoolean());
        System.Text.Json.JsonElement right = Assert.Single(changes.GetProperty("rights").EnumerateArray());
        Assert.Equal("putRecord", right.GetProperty("operation").GetString());
        Assert.Equal("portal", Assert.Single(right.GetProperty("gain").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_revocation_is_in_effect_until_it_is_lifted()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        ApiReply revoked = await bench.CallAsync("author", "POST", "/api/v1/revocations", new { from = "a", to = "*", reason = "stolen key" });
        Assert.Equal(201, revoked.Status);
        long id = revoked.Json.GetProperty("id").GetInt64();
        Assert.Single((await bench.CallAsync("viewer", "GET", "/api/v1/revocations")).Json.GetProperty("revocations").EnumerateArray());
        Assert.Equal(200, (await bench.CallAsync("approver", "DELETE", $"/api/v1/revocations/{id}?reason=new%20key")).Status);
        Assert.Empty(bench.Verbs.Administration.State.Revocations);
    }

    [Fact]
    public async Task A_delayed_activation_is_seen_and_cancelled()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.PublishAsync("a");
        ApiReply scheduled = await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1", delaySeconds = 60 });
        Assert.Equal(202, scheduled.Status);
        Assert.Equal("waiting", (await bench.CallAsync("viewer", "GET", "/api/v1/activations")).Json.GetProperty("scheduled")[0].GetProperty("status").GetString());
        Assert.Equal(200, (await bench.CallAsync("approver", "DELETE", scheduled.Headers.Location?.OriginalString ?? "")).Status);
        bench.Verbs.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(bench.Verbs.Administration.State.Active);
        (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1", delaySeconds = long.MaxValue })).IsProblem(422, "invalid");
    }

    [Fact]
    public async Task Beside_a_folder_the_API_says_what_to_do_instead()
    {
        await using ApiBench bench = await ApiBench.StartAsync(new AdministrationOptions { IsFolderAuthor = true });
        ApiReply refused = await bench.PublishAsync("a");
        refused.IsProblem(409, "folder-is-author");
        Assert.Contains("--source journal", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_is_read_as_a_folder_is()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        foreach ((string path, TarEntryType type, int status) in ((string, TarEntryType, int)[])
        [
            ("./a.yaml", TarEntryType.RegularFile, 201),
            ("sub/a.yaml", TarEntryType.RegularFile, 201),
            ("../a.yaml", TarEntryType.RegularFile, 422),
            ("/a.yaml", TarEntryType.RegularFile, 422),
            ("a\\b.yaml", TarEntryType.RegularFile, 422),
            ("a.yaml", TarEntryType.SymbolicLink, 400),
            ("a.yaml", TarEntryType.HardLink, 400),
            ("a.txt", TarEntryType.RegularFile, 422),
            (".git/a.yaml", TarEntryType.RegularFile, 422),
        ])
        {
            Assert.Equal(status, (await bench.CallAsync("author", "POST", "/api/v1/versions?message=m", Archive((path, type, PolicyFiles.BlockText("a"))))).Status);
        }
    }

    [Fact]
    public async Task An_archive_that_is_not_what_its_lock_says_is_refused()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        ApiReply reply = await bench.CallAsync("author", "POST", "/api/v1/versions", Archive(
            ("a.yaml", TarEntryType.RegularFile, PolicyFiles.BlockText("a")),
            ("policies.lock", TarEntryType.RegularFile, $"{new string('0', 64)}  a.yaml\n")));
        reply.IsProblem(422, "invalid");
    }

    [Fact]
    public async Task A_file_twice_in_an_archive_is_refused()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        (await bench.CallAsync("author", "POST", "/api/v1/versions", Archive(
            ("a.yaml", TarEntryType.RegularFile, PolicyFiles.BlockText("a")),
            ("./a.yaml", TarEntryType.RegularFile, PolicyFiles.BlockText("b"))))).IsProblem(400, "malformed");
    }

    private static ByteArrayContent Archive(params (string Path, TarEntryType Type, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach ((string path, TarEntryType type, string text) in entries)
            {
                var entry = new PaxTarEntry(type, path);
                if (type == TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
                }
                else
                {
                    entry.LinkName = "/etc/passwd";
                }

                writer.WriteEntry(entry);
            }
        }

        var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return content;
    }
}
