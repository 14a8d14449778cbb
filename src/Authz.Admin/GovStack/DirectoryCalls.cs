using System.Text.Json.Nodes;
using Authz.Admin.Administration;
using Authz.Admin.Calls;
using Authz.Admin.Http;
using Authz.Policies.Binding;

namespace Authz.Admin.GovStack;

/// <summary>GovStack's configuration and directory: who is there, what they offer, and what somebody may call of it.</summary>
internal static class DirectoryCalls
{
    private const string Application = "/r1/{instanceId}/{memberClass}/{memberCode}/{applicationCode}";
    private const string ClientHeader = "X-GovStack-Client";

    private static readonly CallMember Service = new("serviceId", MemberKind.Text, "only this service");

    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        PolicyView View() => PolicyView.Of(context.Administration, context.Clock.GetUtcNow());
        yield return new AdminCall("GET", "/api/v1/config", "GovStack: members, applications, services and rights of an instance", CallTable.Readers, (request, _) =>
            Task.FromResult(AdminAnswer.Of(200, ConfigOf(View(), request.Text("instance")))))
        {
            Query = [new CallMember("instance", MemberKind.Text, "which one; the first by name by default")],
        };
        yield return new AdminCall("GET", "/listClients", "GovStack: applications, as clients and providers", CallTable.Readers, (request, _) =>
            Task.FromResult(AdminAnswer.Of(200, new
            {
                member = View().Applications.Where(client => request.Text("instanceId") is not { } instance || client.Name.Instance == instance).Select(static client => new
                {
                    name = client.Block.Name,
                    id = new
                    {
                        objectType = client.Name.Application.Length == 0 ? "MEMBER" : "APPLICATION",
                        instanceId = client.Name.Instance,
                        client.Name.MemberClass,
                        client.Name.MemberCode,
                        applicationCode = client.Name.Application,
                    },
                }),
            })))
        {
            Query = [new CallMember("instanceId", MemberKind.Text, "only of this instance")],
        };
        yield return new AdminCall("GET", $"{Application}/listMethods", "GovStack: services of an application, and their operations", CallTable.Readers, (request, _) =>
            Task.FromResult(MethodsOf(View(), request, static (_, _, _) => true)))
        {
            Query = [Service],
        };
        yield return new AdminCall(
            "GET", $"{Application}/allowedMethods", $"GovStack: those of them that the application of the header `{ClientHeader}` may call; conditions are taken to hold",
            CallTable.Readers, (request, _) =>
            {
                PolicyView view = View();
                BoundBlock caller = CallerOf(view, request);
                return Task.FromResult(MethodsOf(view, request, (_, service, operation) => view.MayCall(caller, service, operation)));
            })
        {
            Query = [Service],
        };
        yield return new AdminCall("GET", $"{Application}/getOpenAPI", "GovStack: the operations of one service as an OpenAPI document", CallTable.Readers, (request, _) =>
        {
            string code = request.Text("serviceCode") ?? "";
            BoundService service = ServicesOf(View(), request).FirstOrDefault(service => service.Name == code)
                ?? throw new AdministrationException(Refusal.NotFound, "the application offers no HTTP service of this code");
            return Task.FromResult(AdminAnswer.Of(200, DocumentOf(service)));
        })
        {
            Query = [new CallMember("serviceCode", MemberKind.Text, "which service", IsRequired: true)],
        };
    }

    private static object ConfigOf(PolicyView view, string? asked)
    {
        string? instance = asked ?? view.Applications.Select(static client => client.Name.Instance).Order(StringComparer.Ordinal).FirstOrDefault();
        var members = view.Applications.Where(client => client.Name.Instance == instance).GroupBy(static client => (client.Name.MemberClass, client.Name.MemberCode));
        return new
        {
            // Of names on a network the policies know nothing.
            domain = "",
            instance = instance ?? "",
            members = members.Select(member => new
            {
                name = $"{member.Key.MemberClass}/{member.Key.MemberCode}",
                @class = member.Key.MemberClass,
                code = member.Key.MemberCode,
                applications = member.Select(application => new
                {
                    id = application.Name.Application,
                    connection = "https",
                    services = view.Services.Where(service => service.Service.Block == application.Block).Select(service => new
                    {
                        id = service.Service.Name,
                        specUrl = $"/r1/{instance}/{member.Key.MemberClass}/{member.Key.MemberCode}/{application.Name.Application}/getOpenAPI?serviceCode={service.Service.Name}",
                        serviceUrl = $"https://{service.Service.Hosts.FirstOrDefault() ?? ""}{service.Service.BasePath}",
                        rights = view.CallersOf(service.Service).Select(static caller => new
                        {
                            member = $"{caller.Name.MemberClass}/{caller.Name.MemberCode}",
                            application = caller.Name.Application,
                        }),
                    }),
                }),
            }),
        };
    }

    private static AdminAnswer MethodsOf(PolicyView view, AdminRequest request, Func<PolicyView, BoundService, BoundOperation, bool> isListed) => AdminAnswer.Of(200, new
    {
        member = ServicesOf(view, request).Where(service => request.Text("serviceId") is not { } id || service.Name == id).Select(service => new
        {
            objectType = "SERVICE",
            serviceType = "OPENAPI",
            instanceId = request.Route("instanceId"),
            memberClass = request.Route("memberClass"),
            memberCode = request.Route("memberCode"),
            applicationCode = request.Route("applicationCode"),
            serviceCode = service.Name,
            endpointList = new
            {
                member = service.Operations.Where(operation => isListed(view, service, operation))
                    .Select(static operation => new { operation.Method, path = operation.Path.Text }),
            },
        }),
    });

    private static IEnumerable<BoundService> ServicesOf(PolicyView view, AdminRequest request)
    {
        var name = new ClientName(request.Route("instanceId"), request.Route("memberClass"), request.Route("memberCode"), request.Route("applicationCode"));
        return view.Applications.Any(application => application.Name == name)
            ? view.Services.Where(service => service.Name == name).Select(static service => service.Service)
            : throw new AdministrationException(Refusal.NotFound, "no building block has this client name in the version in force: `/listClients` lists all");
    }

    private static BoundBlock CallerOf(PolicyView view, AdminRequest request)
    {
        ClientName client = ClientName.Parse(request.Headers[ClientHeader].ToString())
            ?? throw new AdministrationException(Refusal.Malformed, $"`{ClientHeader}` is not INSTANCE/CLASS/MEMBER/APPLICATION");
        return view.Applications.Where(application => application.Name == client).Select(static application => application.Block).FirstOrDefault()
            ?? throw new AdministrationException(Refusal.NotFound, $"no building block has the client name in `{ClientHeader}`");
    }

    private static JsonObject DocumentOf(BoundService service)
    {
        var paths = new JsonObject();
        foreach (IGrouping<string, BoundOperation> path in service.Operations.GroupBy(static operation => operation.Path.Text))
        {
            paths[path.Key] = new JsonObject(path.Select(static operation => KeyValuePair.Create(operation.Method.ToLowerInvariant(), (JsonNode?)new JsonObject
            {
                ["operationId"] = operation.Id,
                ["responses"] = new JsonObject { ["default"] = new JsonObject { ["description"] = "As the service says" } },
            })));
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject { ["title"] = service.QualifiedName, ["version"] = "1" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = $"https://{service.Hosts.FirstOrDefault() ?? "localhost"}{service.BasePath}" }),
            ["paths"] = paths,
        };
    }
}
