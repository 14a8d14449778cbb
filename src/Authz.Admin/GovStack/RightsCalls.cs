using System.Globalization;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Authz.Admin.Calls;
using Authz.Admin.Http;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Admin.GovStack;

/// <summary>GovStack's `/api/v1/rights`: whole services, as its Information Mediator knows no finer right.</summary>
internal static class RightsCalls
{
    private const int PageDefault = 100;
    private const int PageMax = 1000;

    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        yield return new AdminCall(
            "GET", "/api/v1/rights/allow", "GovStack: which applications may make some request to which services; conditions are taken to hold", CallTable.Readers,
            (request, _) => Task.FromResult(List(PolicyView.Of(context.Administration, context.Clock.GetUtcNow()), request)))
        {
            Query =
            [
                new CallMember("memberClass", MemberKind.Text, "of who offers the service"),
                new CallMember("memberCode", MemberKind.Text, "of who offers the service"),
                new CallMember("applicationId", MemberKind.Text, "of who offers the service"),
                new CallMember("serviceId", MemberKind.Text, "of the service"),
                new CallMember("pageSize", MemberKind.Number, $"pairs of service and application, at most {PageMax}; {PageDefault} by default"),
                new CallMember("nextPageToken", MemberKind.Text, "of the page before"),
            ],
        };
        foreach ((string word, Effect effect) in ((string, Effect)[])[("allow", Effect.Allow), ("deny", Effect.Deny)])
        {
            yield return new AdminCall(
                "PATCH",
                $"/api/v1/rights/{word}",
                $"GovStack: {word} applications whole services. A new version, made from the one in force, published and activated; "
                + "with four eyes it waits for approval. A deny holds against any allow of others",
                AdminRoles.Author,
                (request, cancellation) => RightsChange.ApplyAsync(context, request, effect, cancellation))
            {
                MediaTypes = [AdminAnswer.Json],
                Answers = [(200, AdminAnswer.Json, "It is in force, or was so already"), (202, AdminAnswer.Json, "It waits for approval")],
            };
        }
    }

    private static AdminAnswer List(PolicyView view, AdminRequest request)
    {
        int size = (int)Math.Clamp(request.Number("pageSize") ?? PageDefault, 1, PageMax);
        int start = StartOf(request.Text("nextPageToken"), view.Epoch);
        (BoundService Service, ClientName Name, ClientName Caller)[] pairs =
        [
            .. from service in view.Services
               where Fits(request.Text("memberClass"), service.Name.MemberClass)
                   && Fits(request.Text("memberCode"), service.Name.MemberCode)
                   && Fits(request.Text("applicationId"), service.Name.Application)
                   && Fits(request.Text("serviceId"), service.Service.Name)
               from caller in view.CallersOf(service.Service)
               select (service.Service, service.Name, caller.Name),
        ];
        var page = pairs.Skip(start).Take(size).GroupBy(static pair => (pair.Service, pair.Name)).Select(static service => new
        {
            service.Key.Name.MemberClass,
            service.Key.Name.MemberCode,
            applicationId = service.Key.Name.Application,
            serviceId = service.Key.Service.Name,
            rights = service.Select(static pair => new
            {
                // The specification declares three members and requires two others.
                member = $"{pair.Caller.MemberClass}/{pair.Caller.MemberCode}",
                application = pair.Caller.Application,
                pair.Caller.MemberClass,
                pair.Caller.MemberCode,
                applicationId = pair.Caller.Application,
            }),
        }).ToArray();
        return start + size < pairs.Length
            ? AdminAnswer.Of(200, new { allowList = page, nextPageToken = string.Create(CultureInfo.InvariantCulture, $"{view.Epoch}.{start + size}") })
            : AdminAnswer.Of(200, new { allowList = page });
    }

    private static bool Fits(string? filter, string value) => filter is null || filter == value;

    /// <summary>A page of another version would leave rights out, or show them twice.</summary>
    private static int StartOf(string? token, long epoch)
    {
        if (token is null)
        {
            return 0;
        }

        string[] parts = token.Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long of)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int start)
            ? of == epoch ? start : throw new AdministrationException(Refusal.Conflict, "another version is in force since that page: begin with the first")
            : throw new AdministrationException(Refusal.Malformed, "`nextPageToken` is none that this API gave");
    }
}
