using Authz.Admin.Http;
using Microsoft.AspNetCore.Routing;

namespace Authz.Admin.Tests.Calls;

/// <summary>Every role and every call, with and without credentials. The table here is written by hand: it is what was agreed.</summary>
public sealed class RoleTableTests
{
    private static readonly Dictionary<string, string> Agreed = new(StringComparer.Ordinal)
    {
        ["GET /api/v1/versions"] = "viewer author approver auditor",
        ["POST /api/v1/versions"] = "author",
        ["GET /api/v1/versions/{version}"] = "viewer author approver auditor",
        ["GET /api/v1/versions/{version}/files/{**path}"] = "viewer author approver auditor",
        ["GET /api/v1/versions/{version}/diff"] = "viewer author approver auditor",
        ["GET /api/v1/versions/{version}/changes"] = "viewer author approver auditor",
        ["POST /api/v1/versions/{version}/approvals"] = "approver",
        ["GET /api/v1/activations"] = "viewer author approver auditor",
        ["POST /api/v1/activations"] = "author approver",
        ["DELETE /api/v1/activations/scheduled/{id}"] = "author approver",
        ["POST /api/v1/rollbacks"] = "author approver",
        ["POST /api/v1/unpin"] = "author approver",
        ["GET /api/v1/revocations"] = "viewer author approver auditor",
        ["POST /api/v1/revocations"] = "author approver",
        ["DELETE /api/v1/revocations/{id}"] = "approver",
        ["GET /api/v1/status"] = "viewer author approver auditor",
        ["GET /api/v1/replicas"] = "viewer author approver auditor",
        ["GET /api/v1/wait"] = "viewer author approver auditor",
        ["GET /api/v1/events"] = "viewer author approver auditor",
        ["GET /api/v1/audit"] = "auditor",
        ["GET /api/v1/database/acceptance"] = "viewer author approver auditor",
        ["POST /api/v1/database/acceptance"] = "approver",
        ["GET /openapi/v1.json"] = "viewer author approver auditor",
        ["GET /api/v1/rights/allow"] = "viewer author approver auditor",
        ["PATCH /api/v1/rights/allow"] = "author",
        ["PATCH /api/v1/rights/deny"] = "author",
        ["GET /api/v1/config"] = "viewer author approver auditor",
        ["GET /listClients"] = "viewer author approver auditor",
        ["GET /r1/{instanceId}/{memberClass}/{memberCode}/{applicationCode}/listMethods"] = "viewer author approver auditor",
        ["GET /r1/{instanceId}/{memberClass}/{memberCode}/{applicationCode}/allowedMethods"] = "viewer author approver auditor",
        ["GET /r1/{instanceId}/{memberClass}/{memberCode}/{applicationCode}/getOpenAPI"] = "viewer author approver auditor",
        ["GET /livez"] = "anybody",
        ["GET /readyz"] = "anybody",
    };

    [Fact]
    public async Task Who_may_call_what_is_what_was_agreed()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        RouteEndpoint[] routes = [.. bench.Api.Routes];
        Assert.Equal(Agreed.Keys.Order(StringComparer.Ordinal), routes.Select(NameOf).Order(StringComparer.Ordinal));
        foreach ((string name, string roles) in Agreed)
        {
            string method = name.Split(' ')[0];
            string path = name.Split(' ')[1].Replace("{version}", "77", StringComparison.Ordinal).Replace("{id}", "77", StringComparison.Ordinal)
                .Replace("{**path}", "a.yaml", StringComparison.Ordinal);
            foreach (string? caller in (string?[])[null, "nobody", "viewer", "author", "approver", "auditor"])
            {
                // A stream of events has no end: what is looked at is whether it begins.
                (string, string)[] headers = path == "/api/v1/events" ? [("Last-Event-ID", "none")] : [];
                ApiReply reply = await bench.CallAsync(caller, method, path, method is "POST" or "PATCH" ? ApiBench.Json("{\"version\":\"77\"}") : null, headers);
                bool isKnown = caller is not null and not "nobody";
                if (roles == "anybody")
                {
                    Assert.Contains(reply.Status, (int[])[200, 503]);
                }
                else if (!isKnown)
                {
                    reply.IsProblem(401, "unknown-caller");
                }
                else if (!roles.Split(' ').Contains(caller))
                {
                    reply.IsProblem(403, "not-allowed");
                }
                else
                {
                    Assert.DoesNotContain(reply.Status, (int[])[401, 403, 500]);
                }
            }
        }

        Assert.Empty(bench.Verbs.Administration.State.Versions);
        Assert.Empty(bench.Verbs.Administration.State.Activations);
        Assert.Empty(bench.Verbs.Administration.State.Revocations);
    }

    [Fact]
    public async Task The_document_has_every_route_and_no_other()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        System.Text.Json.JsonElement document = (await bench.CallAsync("viewer", "GET", OpenApiDocument.Path)).Json;
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        IEnumerable<string> described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        Assert.Equal(
            bench.Api.Routes.Select(route => NameOf(route).Replace("{**", "{", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            described.Order(StringComparer.Ordinal));
        foreach (System.Text.Json.JsonProperty path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (System.Text.Json.JsonProperty operation in path.Value.EnumerateObject())
            {
                string[] roles = [.. operation.Value.GetProperty("x-roles").EnumerateArray().Select(role => role.GetString() ?? "")];
                string agreed = Agreed.Single(call => call.Key.Replace("{**", "{", StringComparison.Ordinal) == $"{operation.Name.ToUpperInvariant()} {path.Name}").Value;
                Assert.Equal(agreed == "anybody" ? "" : agreed, string.Join(' ', roles));
            }
        }
    }

    private static string NameOf(RouteEndpoint route) =>
        $"{route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} {route.RoutePattern.RawText}";
}
