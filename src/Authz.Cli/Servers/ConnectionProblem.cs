namespace Authz.Cli.Servers;

/// <summary>Why a service could not be asked, in words for who asked.</summary>
internal static class ConnectionProblem
{
    /// <param name="certificate">What is wrong with the service's certificate; null: nothing is known to be.</param>
    /// <param name="key">Of a call that changes something; null: of none.</param>
    public static string Of(HttpRequestException failure, ServerConnection connection, string? certificate, string? key)
    {
        ServerAddress address = connection.Address;
        string detail = (failure.InnerException?.Message ?? failure.Message).TrimEnd('.');
        return failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"no machine is known by the name {address.Root.Host}: look at --server or AUTHZ_SERVER",
            HttpRequestError.ConnectionError =>
                $"nothing answers at {address} ({detail}): is the service running, with --admin {address.Root.Authority}?",
            HttpRequestError.SecureConnectionError when certificate is not null => $"{address} is not the service that was meant: {certificate}",
            HttpRequestError.SecureConnectionError => $"no TLS with {address}: {detail}; does it speak TLS there, and does it want a client certificate (--certificate, --key)?",
            HttpRequestError.ConfigurationLimitExceeded => $"the answer of {address} is larger than this command reads",
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError when !address.IsTls =>
                $"{address} does not answer in HTTP ({detail}): if it speaks TLS, write https://",
            HttpRequestError.ResponseEnded when !address.IsTls => $"{address} broke off ({detail}): if it speaks TLS, write https://{DoubtOf(key)}",
            _ when address.IsTls && connection.Certificate is null =>
                $"{address} broke off ({detail}): it may want a client certificate (--certificate, --key){DoubtOf(key)}",
            _ => $"{address} broke off: {detail}{DoubtOf(key)}",
        };
    }

    /// <summary>What to do where an answer to a change was lost.</summary>
    public static string DoubtOf(string? key) => key is null
        ? ""
        : $". Whether it was done is not known: look at `authz status`, or ask once more with `--idempotency-key {key}`, which does it once";
}
