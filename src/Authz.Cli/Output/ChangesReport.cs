using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Policies.Analysis.Changes;

namespace Authz.Cli.Output;

/// <summary>Operations that differ between two sets, and what that does to rights.</summary>
internal static class ChangesReport
{
    public static void Print(Printer printer, PolicyChanges changes) =>
        printer.Print((output, paint) => WriteText(output, paint, changes), () => ToJson(changes));

    public static void WriteText(TextWriter output, Paint paint, PolicyChanges changes)
    {
        foreach (ServiceChange service in changes.Services)
        {
            WriteService(output, paint, service);
        }

        output.WriteLine(
            changes.Services.IsEmpty ? "no operation differs"
            : changes.ChangeRights ? paint.Warning("rights change")
            : paint.Good("no right changes"));
    }

    private static void WriteService(TextWriter output, Paint paint, ServiceChange service)
    {
        string word = (service.Before, service.After) switch
        {
            (null, _) => $" (added, {service.After})",
            (_, null) => $" (removed, {service.Before})",
            _ when service.HasMoved => $" (moved, {service.Before} -> {service.After})",
            _ => "",
        };
        output.WriteLine(paint.Strong(Printable.Of(service.Service + word)));
        foreach (OperationChange change in service.Operations)
        {
            string mark = change.ChangesRights ? paint.Warning("!") : " ";
            output.WriteLine($" {mark} {ChangeText.WordOf(change.Kind),-8} {Printable.Of(ChangeText.HeadlineOf(change))}");
            WriteDetails(output, ChangeText.DetailsOf(change));
        }

        foreach (RequestChange change in service.Requests)
        {
            output.WriteLine($" {paint.Warning("!")} requests {Printable.Of(ChangeText.HeadlineOf(change))}");
            WriteDetails(output, ChangeText.DetailsOf(change));
        }

        if (service.IsCut)
        {
            output.WriteLine($" {paint.Warning("!")} and more than is compared: review the services' documents themselves");
        }

        output.WriteLine();
    }

    private static void WriteDetails(TextWriter output, IEnumerable<string> details)
    {
        foreach (string detail in details)
        {
            output.WriteLine($"            {Printable.Of(detail)}");
        }
    }

    public static JsonObject ToJson(PolicyChanges changes) => new()
    {
        ["rightsChange"] = changes.ChangeRights,
        ["services"] = new JsonArray([.. changes.Services.Select(ToJson)]),
    };

    private static JsonObject ToJson(ServiceChange service) => new()
    {
        ["service"] = service.Service,
        ["before"] = service.Before,
        ["after"] = service.After,
        ["rightsChange"] = service.ChangesRights,
        ["cut"] = service.IsCut,
        ["operations"] = new JsonArray([.. service.Operations.Select(ToJson)]),
        ["requests"] = new JsonArray([.. service.Requests.Select(ToJson)]),
    };

    private static JsonObject ToJson(OperationChange change) => new()
    {
        ["change"] = ChangeText.WordOf(change.Kind),
        ["operation"] = change.Operation,
        ["formerName"] = change.FormerName,
        ["before"] = change.Before,
        ["after"] = change.After,
        ["rightsChange"] = change.ChangesRights,
        ["rules"] = new JsonArray([.. change.Rules.Select(ToJson)]),
        ["gain"] = Names(change.Gains),
        ["lose"] = Names(change.Loses),
    };

    private static JsonObject ToJson(RuleTouch rule) => new()
    {
        ["rule"] = rule.Rule,
        ["effect"] = VerdictText.WordOf(rule.Effect),
        ["before"] = rule.Before,
        ["after"] = rule.After,
        ["conditional"] = rule.IsConditional,
        ["subjects"] = Names(rule.Subjects),
    };

    private static JsonObject ToJson(RequestChange change) => new()
    {
        ["method"] = change.Method,
        ["path"] = change.Path,
        ["before"] = change.Before,
        ["after"] = change.After,
        ["gain"] = Names(change.Gains),
        ["lose"] = Names(change.Loses),
    };

    private static JsonArray Names(ImmutableArray<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}
