using System.Collections.Concurrent;
using System.Net;
using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Calls;

/// <summary>A policy that changes on disk is in force for the next calls, and no call notices the change itself.</summary>
public sealed class ReloadTests
{
    private const string Records = "http://patient-records.sandbox.gov/r1/SANDBOX/GOV/1001/patient-records/records";
    private const string Grant =
        """
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: midwives-read-summaries}
        spec:
          legalBasis: a test
          subjects: [{buildingBlock: postpartum}]
          resources: [{buildingBlock: patient-records, service: records}]
          rules:
            - {name: read, effect: allow, operations: [getSummary]}
        """;

    [Fact]
    public async Task Calls_follow_a_changed_policy_without_one_that_fails()
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string policies = CopyOfPolicies();
        await using Deployment deployment = await Deployment.StartAsync(
            policies, ["gateway"], config => config, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var steady = new ConcurrentQueue<HttpStatusCode>();
        var changing = new ConcurrentQueue<HttpStatusCode>();
        Task[] callers =
        [
            CallAsync(deployment, "hospital", "patients/1", steady, stop.Token),
            CallAsync(deployment, "hospital", "patients/2/summary", steady, stop.Token),
            CallAsync(deployment, "postpartum", "patients/1/summary", changing, stop.Token),
        ];
        string file = Path.Combine(policies, "access", "midwives.yaml");

        await UntilLastIsAsync(changing, HttpStatusCode.Forbidden, cancellation);
        await File.WriteAllTextAsync(file, Grant, cancellation);
        await UntilLastIsAsync(changing, HttpStatusCode.OK, cancellation);
        File.Delete(file);
        await UntilLastIsAsync(changing, HttpStatusCode.Forbidden, cancellation);

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        Directory.Delete(policies, recursive: true);
        Assert.All(steady, status => Assert.Equal(HttpStatusCode.OK, status));

        // Refused, allowed, refused: each version once, nothing in between and nothing back.
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden], Runs(changing));
    }

    private static async Task CallAsync(
        Deployment deployment,
        string block,
        string path,
        ConcurrentQueue<HttpStatusCode> answers,
        CancellationToken stop)
    {
        using HttpClient client = Caller.Client(deployment.Listener("gateway"), deployment.Blocks[block]);
        while (!stop.IsCancellationRequested)
        {
            // Not cancelled: a call that has begun has to be answered too.
            using HttpResponseMessage response = await client.GetAsync(new Uri($"{Records}/{path}"), CancellationToken.None);
            answers.Enqueue(response.StatusCode);
        }
    }

    private static Task UntilLastIsAsync(
        ConcurrentQueue<HttpStatusCode> answers, HttpStatusCode status, CancellationToken cancellation) => Poll.UntilAsync(
            () => Task.FromResult(answers.LastOrDefault() == status),
            () => $"answers {status}, but {string.Join(", ", Runs(answers))}",
            cancellation);

    private static List<HttpStatusCode> Runs(IEnumerable<HttpStatusCode> answers)
    {
        var runs = new List<HttpStatusCode>();
        foreach (HttpStatusCode answer in answers)
        {
            if (runs.Count == 0 || runs[^1] != answer)
            {
                runs.Add(answer);
            }
        }

        return runs;
    }

    private static string CopyOfPolicies()
    {
        string source = Repository.PathTo("policies");
        string copy = Directory.CreateTempSubdirectory("authz-policies-").FullName;
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? copy);
            File.Copy(file, target);
        }

        return copy;
    }
}
