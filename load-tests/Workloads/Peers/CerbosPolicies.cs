using System.Text;
using Authz.Workloads.Policies;

namespace Authz.Workloads.Peers;

/// <summary>The grants for Cerbos: a resource policy for each service that is called, with a rule for each grant.</summary>
public static class CerbosPolicies
{
    public const string Role = "block";

    public static string ResourceKind(int block) => PolicyWorld.BlockName(block).Replace('-', '_');

    public static IEnumerable<(string Name, string Text)> Write(PolicyWorld world)
    {
        foreach (IGrouping<int, Grant> service in world.Grants.GroupBy(grant => grant.Target).OrderBy(service => service.Key))
        {
            var text = new StringBuilder(
                $"""
                apiVersion: api.cerbos.dev/v1
                resourcePolicy:
                  resource: {ResourceKind(service.Key)}
                  version: default
                  rules:

                """);
            foreach (Grant grant in service)
            {
                AppendRule(text, grant);
            }

            yield return ($"{ResourceKind(service.Key)}.yaml", text.ToString());
        }
    }

    private static void AppendRule(StringBuilder text, Grant grant)
    {
        string path = $"{PolicyWorld.BasePath(grant.Target)}/{grant.Word}";
        string condition = grant.Shape switch
        {
            PathShape.Item => $"R.attr.path.matches(\"^{path}/[^/]+$\")",
            PathShape.Collection => $"R.attr.path == \"{path}\"",
            PathShape.SubItems => $"R.attr.path.matches(\"^{path}/[^/]+/notes$\")",
            PathShape.Tree => $"(R.attr.path == \"{path}\" || R.attr.path.startsWith(\"{path}/\"))",
            PathShape.File => $"R.attr.path.matches(\"^{path}/[^/.]+[.][^/.]+$\")",
            PathShape.Prefix => $"R.attr.path.matches(\"^{path}/2026-[^/]*$\")",
            PathShape.Action => $"R.attr.path.matches(\"^{path}/[^/]+/actions/confirm$\")",
        };
        string purpose = grant.NeedsPurpose ? " && R.attr.purpose in [\"care\", \"emergency\"]" : "";
        string expression = $"P.id == \"{PolicyWorld.SpiffeId(grant.Caller)}\" && {condition}{purpose}";
        text.Append($"    - {{actions: [\"{grant.Method}\"], effect: EFFECT_ALLOW, roles: [{Role}], condition: {{match: {{expr: '{expression}'}}}}}}\n");
    }
}
