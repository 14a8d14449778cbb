using System.Text.Json;
using Authz.Admin.Administration;
using Authz.Store.Versions;

namespace Authz.Admin.Tests.GovStack;

public sealed class GovStackTests
{
    private const string Registry = "/r1/SANDBOX/GOV/7001/registry";

    [Fact]
    public async Task What_is_in_force_is_told_in_GovStacks_words()
    {
        await using ApiBench bench = await StartAsync();
        JsonElement right = Assert.Single((await bench.CallAsync("viewer", "GET", "/api/v1/rights/allow")).Json.GetProperty("allowList").EnumerateArray());
        Assert.Equal("data", right.GetProperty("serviceId").GetString());
        Assert.Equal("portal", Assert.Single(right.GetProperty("rights").EnumerateArray()).GetProperty("applicationId").GetString());

        JsonElement member = Assert.Single((await bench.CallAsync("viewer", "GET", "/api/v1/config")).Json.GetProperty("members").EnumerateArray());
        Assert.Equal("7001", member.GetProperty("code").GetString());
        Assert.Equal(3, member.GetProperty("applications").GetArrayLength());
        Assert.Equal(3, (await bench.CallAsync("viewer", "GET", "/listClients")).Json.GetProperty("member").GetArrayLength());
        Assert.Equal(0, (await bench.CallAsync("viewer", "GET", "/listClients?instanceId=OTHER")).Json.GetProperty("member").GetArrayLength());
        Assert.Equal(["GET /records/{id}", "PUT /records/{id}"], await MethodsAsync(bench, "listMethods", "portal"));
        Assert.Equal(["GET /records/{id}"], await MethodsAsync(bench, "allowedMethods", "portal"));
        Assert.Empty(await MethodsAsync(bench, "allowedMethods", "hospital"));
        JsonElement document = (await bench.CallAsync("viewer", "GET", $"{Registry}/getOpenAPI?serviceCode=data")).Json;
        Assert.Equal("getRecord", document.GetProperty("paths").GetProperty("/records/{id}").GetProperty("get").GetProperty("operationId").GetString());
    }

    [Fact]
    public async Task A_right_is_given_and_taken_by_a_version_of_its_own()
    {
        await using ApiBench bench = await StartAsync();
        ApiReply given = await ChangeAsync(bench, "allow", "hospital");
        Assert.Equal((200, "in force"), (given.Status, given.Json.GetProperty("outcome").GetString()));
        Assert.Equal(["GET /records/{id}", "PUT /records/{id}"], await MethodsAsync(bench, "allowedMethods", "hospital"));
        VersionRecord version = bench.Verbs.Administration.Find("active");
        Assert.Equal((2, "author", 3), (version.Number, version.Note.Author, version.Files.Length));
        Assert.Equal("it was so already", (await ChangeAsync(bench, "allow", "hospital")).Json.GetProperty("outcome").GetString());
        Assert.Equal(2, bench.Verbs.Administration.State.Activations.Length);

        Assert.Equal(200, (await ChangeAsync(bench, "deny", "hospital")).Status);
        Assert.Empty(await MethodsAsync(bench, "allowedMethods", "hospital"));
        Assert.Equal(3, bench.Verbs.Administration.Find("active").Files.Length);
    }

    [Fact]
    public async Task A_right_that_an_author_gave_is_taken_too()
    {
        await using ApiBench bench = await StartAsync();
        await ChangeAsync(bench, "deny", "portal");
        Assert.Empty(await MethodsAsync(bench, "allowedMethods", "portal"));
        Assert.Equal(0, (await bench.CallAsync("viewer", "GET", "/api/v1/rights/allow")).Json.GetProperty("allowList").GetArrayLength());
    }

    [Fact]
    public async Task A_revoked_application_has_no_right()
    {
        await using ApiBench bench = await StartAsync();
        await bench.CallAsync("author", "POST", "/api/v1/revocations", new { from = "portal", to = "registry" });
        Assert.Empty(await MethodsAsync(bench, "allowedMethods", "portal"));
        Assert.Equal(0, (await bench.CallAsync("viewer", "GET", "/api/v1/rights/allow")).Json.GetProperty("allowList").GetArrayLength());
    }

    [Fact]
    public async Task With_four_eyes_a_right_waits_for_approval()
    {
        await using ApiBench bench = await StartAsync(new AdministrationOptions { IsFolderAuthor = false, FourEyes = true });
        ApiReply waiting = await ChangeAsync(bench, "allow", "hospital");
        Assert.Equal(202, waiting.Status);
        Assert.Empty(await MethodsAsync(bench, "allowedMethods", "hospital"));
        await bench.CallAsync("approver", "POST", "/api/v1/versions/2/approvals", new { });
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "2" });
        Assert.NotEmpty(await MethodsAsync(bench, "allowedMethods", "hospital"));
    }

    [Fact]
    public async Task A_rollback_is_not_undone_by_a_right()
    {
        await using ApiBench bench = await StartAsync();
        await ChangeAsync(bench, "allow", "hospital");
        await bench.CallAsync("author", "POST", "/api/v1/rollbacks", new { reason = "too much" });
        (await ChangeAsync(bench, "allow", "hospital")).IsProblem(409, "pinned");
        (await ChangeAsync(bench, "deny", "hospital")).IsProblem(409, "pinned");
        Assert.Equal(2, bench.Verbs.Administration.State.Versions.Length);
    }

    [Fact]
    public async Task Beside_a_folder_rights_are_the_folders()
    {
        await using ApiBench bench = await StartAsync(new AdministrationOptions { IsFolderAuthor = true });
        (await ChangeAsync(bench, "allow", "hospital")).IsProblem(409, "folder-is-author");
        Assert.Single(bench.Verbs.Administration.State.Versions);
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_not_replaced()
    {
        await using ApiBench bench = await StartAsync();
        VersionRecord version = await AddAsync(bench, "rights/registry.data.hospital.yaml", "# mine\n" + PolicyFiles.BlockText("mine"));
        await bench.Verbs.ActivateAsync(version);
        (await ChangeAsync(bench, "allow", "hospital")).IsProblem(409, "conflict");
    }

    [Fact]
    public async Task Rights_come_in_pages_of_one_version()
    {
        await using ApiBench bench = await StartAsync();
        await ChangeAsync(bench, "allow", "hospital");
        ApiReply first = await bench.CallAsync("viewer", "GET", "/api/v1/rights/allow?pageSize=1");
        string token = first.Json.GetProperty("nextPageToken").GetString() ?? "";
        ApiReply second = await bench.CallAsync("viewer", "GET", $"/api/v1/rights/allow?pageSize=1&nextPageToken={token}");
        Assert.Equal("hospital", ApplicationOf(first));
        Assert.Equal("portal", ApplicationOf(second));
        Assert.False(second.Json.TryGetProperty("nextPageToken", out _));

        await ChangeAsync(bench, "deny", "hospital");
        (await bench.CallAsync("viewer", "GET", $"/api/v1/rights/allow?nextPageToken={token}")).IsProblem(409, "conflict");
        (await bench.CallAsync("viewer", "GET", "/api/v1/rights/allow?nextPageToken=x")).IsProblem(400, "malformed");
    }

    [Fact]
    public async Task Rights_of_what_is_not_there_change_nothing()
    {
        await using ApiBench bench = await StartAsync();
        foreach ((string body, int status) in ((string, int)[])
        [
            ("[]", 400),
            ("{}", 400),
            ("[1]", 400),
            ("""[{"memberClass":"GOV","memberCode":"7001","applicationId":"registry","serviceId":"data"}]""", 400),
            ("""[{"memberClass":"GOV","memberCode":"7001","applicationId":"registry","serviceId":"data","rights":[]}]""", 400),
            ("""[{"memberClass":"GOV","memberCode":"7001","applicationId":"registry","serviceId":"none","rights":[]}]""", 422),
            ("""[{"memberClass":"GOV","memberCode":"7001","applicationId":"registry","serviceId":"data","rights":[{"memberClass":"GOV","memberCode":"7001","applicationId":"no"}]}]""", 422),
        ])
        {
            ApiReply reply = await bench.CallAsync("author", "PATCH", "/api/v1/rights/allow", ApiBench.Json(body));
            Assert.Equal(status, reply.Status);
            reply.IsProblem();
            Assert.Single(bench.Verbs.Administration.State.Versions);
        }
    }

    [Fact]
    public async Task A_right_of_an_application_that_two_instances_have_is_refused()
    {
        await using ApiBench bench = await StartAsync();
        string twin = PolicyFiles.BlockText("twin").Replace("spec:\n", "spec:\n  client: OTHER/GOV/7001/portal\n", StringComparison.Ordinal);
        await bench.Verbs.ActivateAsync(await AddAsync(bench, "twin.yaml", twin));

        ApiReply reply = await ChangeAsync(bench, "allow", "portal");

        reply.IsProblem(422, "invalid");
        Assert.Contains("several instances", reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_call_that_is_not_whole_is_refused()
    {
        await using ApiBench bench = await StartAsync();
        foreach ((string call, int status) in ((string, int)[])[("/getOpenAPI", 400), ("/getOpenAPI?serviceCode=", 404), ("/getOpenAPI?serviceCode=none", 404), ("/allowedMethods", 400)])
        {
            Assert.Equal(status, (await bench.CallAsync("viewer", "GET", Registry + call)).Status);
        }

        (await bench.CallAsync("viewer", "GET", "/r1/SANDBOX/GOV/7001/nobody/listMethods")).IsProblem(404, "not-found");
    }

    private static async Task<ApiBench> StartAsync(AdministrationOptions? options = null)
    {
        ApiBench bench = await ApiBench.StartAsync(options);
        VersionRecord version = await bench.Verbs.Repository.AddAsync(
            new NewVersion(PolicyFiles.Country(), new VersionNote("ann", ""), null, []), TestContext.Current.CancellationToken);
        await bench.Verbs.Repository.ActivateAsync(new ActivationOrder(version.Digest, "ann", "", false), TestContext.Current.CancellationToken);
        return bench;
    }

    private static Task<ApiReply> ChangeAsync(ApiBench bench, string effect, string caller) => bench.CallAsync("author", "PATCH", $"/api/v1/rights/{effect}", new[]
    {
        new
        {
            memberClass = "GOV",
            memberCode = "7001",
            applicationId = "registry",
            serviceId = "data",
            rights = new[] { new { memberClass = "GOV", memberCode = "7001", applicationId = caller } },
        },
    });

    private static Task<VersionRecord> AddAsync(ApiBench bench, string path, string text) => bench.Verbs.Repository.AddAsync(
        new NewVersion(
            new Policies.SourceSet(PolicyFiles.Country().Files.Add(path, System.Text.Encoding.UTF8.GetBytes(text))), new VersionNote("ann", ""), null, []),
        TestContext.Current.CancellationToken);

    private static async Task<IEnumerable<string>> MethodsAsync(ApiBench bench, string call, string client)
    {
        ApiReply reply = await bench.CallAsync("viewer", "GET", $"{Registry}/{call}", content: null, ("X-GovStack-Client", $"SANDBOX/GOV/7001/{client}"));
        return Assert.Single(reply.Json.GetProperty("member").EnumerateArray()).GetProperty("endpointList").GetProperty("member").EnumerateArray()
            .Select(static operation => $"{operation.GetProperty("method")} {operation.GetProperty("path")}");
    }

    private static string? ApplicationOf(ApiReply reply) =>
        reply.Json.GetProperty("allowList")[0].GetProperty("rights")[0].GetProperty("applicationId").GetString();
}
