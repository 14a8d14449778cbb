using System.Collections.Immutable;
using System.Text;

namespace Authz.Testing.Generation;

/// <summary>The documents of a world, as an author would write them.</summary>
internal static class PolicyYaml
{
    public static string Block(RandomBlock block)
    {
        string delegates = block.Delegates.IsEmpty ? "" : $"  delegates: [{string.Join(", ", block.Delegates)}]\n";
        string services = block.Services.IsEmpty
            ? ""
            : $"  services:\n    - {string.Join("\n    - ", block.Services.Select(Service))}\n{Tcp(block)}";
        string labels = block.Labels.IsEmpty ? "" : $", labels: {Labels(block.Labels)}";
        return $"""
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {"{"}name: {block.Name}{labels}{"}"}
            spec:
              owner: ministry
              client: SANDBOX/GOV/1/{block.Name}
              identities:
                - spiffe: "spiffe://sandbox.gov/bb/{block.Name}"
                - apiKey: {"{"}id: {block.Name}, sha256: "{KeyOf(block)}", header: x-key-{block.Name}{"}"}
                - hmac: {"{"}keyId: {block.Name}, secretFile: {block.Name}.key{"}"}

            """ + delegates + services;
    }

    public static string Group(RandomGroup group)
    {
        string members = group.Members.IsEmpty ? "" : $"  members: [{string.Join(", ", group.Members)}]\n";
        string selector = group.Selector.IsEmpty ? "" : $"  selector: {{labels: {Labels(group.Selector)}}}\n";
        return $"""
            apiVersion: authz/v1
            kind: Group
            metadata: {"{"}name: {group.Name}{"}"}
            spec:

            """ + members + selector;
    }

    public static string Labels(ImmutableSortedDictionary<string, string> labels) =>
        $"{{{string.Join(", ", labels.Select(label => $"{label.Key}: {label.Value}"))}}}";

    // Any digest will do: nobody sends the key.
    private static string KeyOf(RandomBlock block) =>
        Convert.ToHexStringLower(Encoding.ASCII.GetBytes(block.Name)).PadLeft(64, '5');

    private static string Tcp(RandomBlock block) => block.TcpService is null
        ? ""
        : $"    - {{name: {block.TcpService}, protocol: tcp, sni: [{block.TcpService}.gov, {block.TcpService}.Other.gov]}}\n";

    private static string Service(RandomService service)
    {
        var keys = new List<string> { $"name: {service.Name}", $"basePath: \"{service.BasePath}\"" };
        if (!service.Hosts.IsEmpty)
        {
            keys.Add($"hosts: [{string.Join(", ", service.Hosts)}]");
        }

        if (!service.Methods.IsEmpty)
        {
            keys.Add($"methods: [{string.Join(", ", service.Methods)}]");
        }

        if (service.MatrixParametersAllowed)
        {
            keys.Add("matrixParameters: allow");
        }

        if (service.MethodOverrideIgnored)
        {
            keys.Add("methodOverride: ignore");
        }

        if (!service.Operations.IsEmpty)
        {
            keys.Add($"operations: [{string.Join(", ", service.Operations.Select(Operation))}]");
        }

        return $"{{{string.Join(", ", keys)}}}";
    }

    private static string Operation(RandomOperation operation) =>
        $"{{id: {operation.Id}, method: {operation.Method}, path: \"{operation.Path}\"}}";
}
