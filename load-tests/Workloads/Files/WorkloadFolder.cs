using System.Text;
using Authz.Workloads.Peers;
using Authz.Workloads.Requests;

namespace Authz.Workloads.Files;

/// <summary>A workload on disk: policies, requests, and the same for the engines that the service is measured against.</summary>
public static class WorkloadFolder
{
    public const string RequestsName = "requests.bin";

    // For tools that send one file again and again.
    private const int SingleFramesMax = 16;

    /// <param name="folder">Is made; what is in it already stays, unless it has one of these names.</param>
    public static void Write(Workload workload, string folder)
    {
        foreach ((string name, string text) in workload.Policies)
        {
            WriteText(folder, $"policies/{name}", text);
        }

        using (FileStream stream = File.Create(Path.Combine(folder, RequestsName)))
        {
            RequestFile.Write(stream, workload.Requests);
        }

        foreach ((WorkloadRequest request, int number) in workload.Requests.Take(SingleFramesMax).Select((request, number) => (request, number)))
        {
            File.WriteAllBytes(Path.Combine(folder, $"frame-{number}.bin"), RequestFile.FrameOf(request.Message));
        }

        WriteText(folder, "requests.tsv", Table(workload));
        WriteText(folder, "opa/policy.rego", OpaPolicy.Write(workload.World));
        WritePeers(workload, folder);
    }

    private static void WritePeers(Workload workload, string folder)
    {
        foreach ((string name, string text) in CerbosPolicies.Write(workload.World))
        {
            WriteText(folder, $"cerbos/policies/{name}", text);
        }

        IEnumerable<PeerQuestion> questions = workload.Requests.Select(request => request.Peers).OfType<PeerQuestion>().Take(SingleFramesMax);
        foreach ((PeerQuestion question, int number) in questions.Select((question, number) => (question, number)))
        {
            byte[] message = CerbosRequest.Write(question);
            File.WriteAllBytes(Path.Combine(folder, "cerbos", $"frame-{number}.bin"), RequestFile.FrameOf(message));
        }
    }

    private static string Table(Workload workload)
    {
        var table = new StringBuilder("request\texpected\treason\trule\tbytes\tpeers\n");
        for (int number = 0; number < workload.Requests.Count; number++)
        {
            WorkloadRequest request = workload.Requests[number];
            table.Append(
                $"{number}\t{request.Expected}\t{request.Reason}\t{request.Rule ?? "-"}\t{request.Message.Length}\t{(request.Peers is null ? "no" : "yes")}\n");
        }

        return table.ToString();
    }

    private static void WriteText(string folder, string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
        File.WriteAllText(path, text);
    }
}
