using System.Text;
using Authz.LoadGenerator.Answers;
using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Running;
using Authz.Workloads.Files;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Commands;

/// <summary>
/// Reads `--versions`: a line for each version in the order in which they come into force, with its name, a tab, and the folder whose
/// `requests.bin` has its verdicts.
/// </summary>
internal static class VersionList
{
    /// <param name="sent">The requests of the run: each folder has the same.</param>
    /// <exception cref="UsageException">A line, or a folder, is none.</exception>
    public static IReadOnlyList<ListedVersion> Read(string file, IReadOnlyList<FramedRequest> sent, Func<string, IReadOnlyList<FramedRequest>> requestsOf)
    {
        var versions = new List<ListedVersion>();
        var verdicts = new Dictionary<string, IReadOnlyList<ExpectedVerdict>>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(file).Where(static line => line.Length > 0))
        {
            string[] parts = line.Split('\t');
            VersionName name = VersionName.Parse(Encoding.UTF8.GetBytes(parts[0]));
            if (parts.Length != 2 || name == default || versions.Any(version => version.Name == name))
            {
                throw new UsageException($"{file}: a line is NUMBER-DIGEST, a tab and a folder, each version once; not `{line}`");
            }

            if (!verdicts.TryGetValue(parts[1], out IReadOnlyList<ExpectedVerdict>? expected))
            {
                expected = VerdictsOf(parts[1], sent, requestsOf(parts[1]));
                verdicts.Add(parts[1], expected);
            }

            versions.Add(new ListedVersion(name, expected));
        }

        return versions.Count > 0 ? versions : throw new UsageException($"{file} lists no version");
    }

    private static ExpectedVerdict[] VerdictsOf(string folder, IReadOnlyList<FramedRequest> sent, IReadOnlyList<FramedRequest> requests) =>
        requests.Count == sent.Count && requests.Zip(sent).All(static pair => pair.First.Frame.AsSpan().SequenceEqual(pair.Second.Frame))
            ? [.. requests.Select(static request => request.Expected)]
            : throw new UsageException($"{folder} has other requests than --from: generate both with the same --workload, --rules, --seed and --requests");
}
