using System.Text.Json;
using Authz.Admin.Administration;
using Authz.Admin.Http;
using Authz.Policies.Binding;

namespace Authz.Admin.GovStack;

/// <summary>GovStack's `ServiceAccessRights`, read against what is in force.</summary>
internal static class RightsRequest
{
    /// <summary>Pairs of service and application in one request.</summary>
    public const int PairsMax = 1000;

    /// <exception cref="AdministrationException">It is none, names something that is not there, or too much.</exception>
    public static IReadOnlyList<(BoundBlock Caller, BoundService Service)> Read(ReadOnlyMemory<byte> body, PolicyView view)
    {
        JsonElement root = AdminRequest.ReadJson(body);
        if (root.ValueKind != JsonValueKind.Array)
        {
            throw Malformed("the body is no JSON array");
        }

        var pairs = new HashSet<(BoundBlock Caller, BoundService Service)>();
        int entry = 0;
        foreach (JsonElement item in root.EnumerateArray())
        {
            entry++;
            string id = Text(item, "serviceId");
            string provider = KeyOf(item);
            BoundService service = OneOf(
                view.Services.Where(service => service.Service.Name == id && KeyOf(service.Name) == provider).Select(static service => service.Service), entry)
                ?? throw new AdministrationException(Refusal.Invalid, $"entry {entry}: its application offers no such service over HTTP in the version in force, or is not there; `/api/v1/config` lists all");
            if (!item.TryGetProperty("rights", out JsonElement rights) || rights.ValueKind != JsonValueKind.Array)
            {
                throw Malformed("an entry has no array `rights`");
            }

            foreach (JsonElement right in rights.EnumerateArray())
            {
                string name = KeyOf(right);
                pairs.Add((OneOf(view.Applications.Where(caller => KeyOf(caller.Name) == name).Select(static caller => caller.Block), entry)
                    ?? throw new AdministrationException(Refusal.Invalid, $"entry {entry}: `rights` names an application that is not in the version in force; `/listClients` lists all"), service));
                if (pairs.Count > PairsMax)
                {
                    throw new AdministrationException(Refusal.TooLarge, $"a request has at most {PairsMax} pairs of service and application");
                }
            }
        }

        return pairs.Count == 0 ? throw Malformed("the body names no right") : [.. pairs];
    }

    /// <summary>Null: there is none. A right names no instance, so that it must not be guessed which one is meant.</summary>
    private static T? OneOf<T>(IEnumerable<T> named, int entry)
        where T : class
    {
        T[] found = [.. named.Take(2)];
        return found.Length < 2
            ? found.FirstOrDefault()
            : throw new AdministrationException(
                Refusal.Invalid, $"entry {entry}: several instances have an application of this name, and a right names no instance: write it as a policy, and publish");
    }

    private static string KeyOf(JsonElement item) => $"{Text(item, "memberClass")}/{Text(item, "memberCode")}/{Text(item, "applicationId")}";

    private static string KeyOf(ClientName name) => $"{name.MemberClass}/{name.MemberCode}/{name.Application}";

    private static string Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : throw Malformed($"an entry has no text `{name}`");

    private static AdministrationException Malformed(string message) => new(Refusal.Malformed, message);
}
