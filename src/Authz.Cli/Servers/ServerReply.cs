using System.Net;

namespace Authz.Cli.Servers;

/// <summary>An answer, read whole.</summary>
/// <param name="RetryAfterSeconds">Null: it does not say.</param>
internal sealed record ServerReply(HttpStatusCode Status, string MediaType, byte[] Body, double? RetryAfterSeconds)
{
    public bool IsFine => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
