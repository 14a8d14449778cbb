using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Authz.Cli.Output;

namespace Authz.Cli.Servers;

/// <summary>A refusal of a service (RFC 9457) in words for who asked. What the service says is shown as a terminal may see it.</summary>
internal static class ServerProblem
{
    private const string TypePrefix = "urn:authz:problem:";
    private const string RequestPrefix = "urn:authz:request:";
    private const int FindingsMax = 20;

    public static ServerException Of(ServerReply reply, ServerConnection connection)
    {
        int status = (int)reply.Status;
        if (Read(reply) is not { } problem)
        {
            return new ServerException(
                $"{connection.Address} answered {status} without saying why (content type `{Printable.Of(reply.MediaType)}`): "
                + (status is >= 300 and < 400
                    ? "it leads elsewhere, and credentials are sent nowhere but to the address that was named"
                    : "is it the admin API of a service, or something in front of it?"));
        }

        string slug = problem.TextOrNull("type") is { } type && type.StartsWith(TypePrefix, StringComparison.Ordinal) ? type[TypePrefix.Length..] : "";
        var text = new StringBuilder($"{connection.Address} refuses: {Of(problem, "title")} ({status})");
        AppendLine(text, Of(problem, "detail"));
        AppendLine(text, MendOf(reply, slug, connection));
        foreach (string finding in FindingsOf(problem))
        {
            AppendLine(text, finding);
        }

        if (problem.TextOrNull("instance") is { } instance && instance.StartsWith(RequestPrefix, StringComparison.Ordinal))
        {
            AppendLine(text, $"in the service's audit log as request {Printable.Of(instance.AsSpan(RequestPrefix.Length))}");
        }

        return new ServerException(text.ToString())
        {
            Problem = slug,
            ExitCode = slug == "policy-errors" ? ExitCodes.Findings : ExitCodes.Unusable,
        };
    }

    private static Answer? Read(ServerReply reply)
    {
        if (reply.MediaType != "application/problem+json")
        {
            return null;
        }

        try
        {
            return Answer.Parse(reply.Body);
        }
        catch (ServerException)
        {
            return null;
        }
    }

    /// <summary>What only this side knows of how to mend it; empty: nothing.</summary>
    private static string MendOf(ServerReply reply, string slug, ServerConnection connection) => reply.Status switch
    {
        HttpStatusCode.Unauthorized when connection is { Token: null, Certificate: null } =>
            "no credentials were given: AUTHZ_TOKEN, --token-file FILE, or --certificate and --key",
        HttpStatusCode.Unauthorized => $"it was asked with {connection.Credentials}: is it of this service, and not replaced since?",
        HttpStatusCode.Forbidden when slug == "not-allowed" => $"it was asked with {connection.Credentials}: let somebody do it who has the role",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when reply.RetryAfterSeconds is { } seconds =>
            string.Create(CultureInfo.InvariantCulture, $"ask again in {seconds} seconds"),
        _ => "",
    };

    private static IEnumerable<string> FindingsOf(Answer problem)
    {
        if (!problem.Element.TryGetProperty("findings", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (Answer finding in problem.Objects("findings").Take(FindingsMax))
        {
            string help = finding.TextOrNull("help") is { } mend ? $"; {mend}" : "";
            yield return Printable.Of(string.Create(
                CultureInfo.InvariantCulture,
                $"{finding.TextOrNull("severity")}[{finding.TextOrNull("id")}] {finding.TextOrNull("path")}:{finding.NumberOrNull("line")}:{finding.NumberOrNull("column")}: {finding.TextOrNull("message")}{help}"));
        }

        if (list.GetArrayLength() > FindingsMax)
        {
            yield return $"and {list.GetArrayLength() - FindingsMax} more";
        }
    }

    private static string Of(Answer problem, string name) => Printable.Of(problem.TextOrNull(name) ?? "");

    private static void AppendLine(StringBuilder text, string line)
    {
        if (line.Length > 0)
        {
            text.Append("\n  ").Append(line);
        }
    }
}
