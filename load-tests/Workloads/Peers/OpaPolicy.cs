using System.Text;
using Authz.Workloads.Policies;

namespace Authz.Workloads.Peers;

/// <summary>
/// The grants for OPA, one rule each: `data.envoy.authz.allow` over the input of its Envoy plugin (`attributes`, `parsed_path`).
/// Each rule compares the input with constants first, by which OPA finds the few that can match.
/// </summary>
public static class OpaPolicy
{
    public static string Write(PolicyWorld world)
    {
        var text = new StringBuilder("package envoy.authz\n\nimport rego.v1\n\ndefault allow := false\n");
        foreach (Grant grant in world.Grants)
        {
            AppendRule(text, grant);
        }

        return text.ToString();
    }

    private static void AppendRule(StringBuilder text, Grant grant)
    {
        const string http = "input.attributes.request.http";
        string start = $"\"r1\", \"GOV\", \"{PolicyWorld.BlockName(grant.Target)}\", \"{grant.Word}\"";
        text.Append($"\nallow if {{\n\tinput.attributes.source.principal == \"{PolicyWorld.SpiffeId(grant.Caller)}\"\n");
        text.Append($"\t{http}.method == \"{grant.Method}\"\n\t{http}.host == \"{PolicyWorld.Host(grant.Target)}\"\n");
        text.Append(grant.Shape switch
        {
            PathShape.Item => $"\tinput.parsed_path = [{start}, id]\n\tid != \"\"\n",
            PathShape.Collection => $"\tinput.parsed_path = [{start}]\n",
            PathShape.SubItems => $"\tinput.parsed_path = [{start}, id, \"notes\"]\n\tid != \"\"\n",
            PathShape.Tree => $"\tarray.slice(input.parsed_path, 0, 4) == [{start}]\n",
            PathShape.File => $"\tinput.parsed_path = [{start}, file]\n\tregex.match(`^[^.]+\\.[^.]+$`, file)\n",
            PathShape.Prefix => $"\tinput.parsed_path = [{start}, name]\n\tstartswith(name, \"2026-\")\n",
            PathShape.Action => $"\tinput.parsed_path = [{start}, id, \"actions\", \"confirm\"]\n\tid != \"\"\n",
        });
        text.Append(grant.NeedsPurpose ? $"\t{http}.headers[\"x-purpose\"] in {{\"care\", \"emergency\"}}\n}}\n" : "}\n");
    }
}
