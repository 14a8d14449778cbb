using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Authz.Admin.Callers;

namespace Authz.Admin;

/// <summary>How the admin API is reached, and by whom.</summary>
public sealed record AdminSettings
{
    public required IPEndPoint Listen { get; init; }

    public required IAdminCredentials Credentials { get; init; }

    /// <summary>Whole path.</summary>
    public required string AuditFile { get; init; }

    /// <summary>Of the server; null: no TLS, which is for callers of this machine alone.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Names by which it is reached on loopback, beside `localhost` and its addresses.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Calls of one caller at once.</summary>
    public int RateBurst { get; init; } = 100;

    /// <summary>And each second after that.</summary>
    public double RatePerSecond { get; init; } = 20;

    /// <summary>The same of an address that shows no credentials.</summary>
    public int StrangersBurst { get; init; } = 20;

    public double StrangersPerSecond { get; init; } = 1;

    /// <exception cref="AdminSetupException">Others than those who may could call it.</exception>
    public void Require()
    {
        bool isLoopback = IPAddress.IsLoopback(Listen.Address);
        if (!isLoopback && Certificate is null)
        {
            throw new AdminSetupException(
                $"the admin API does not listen on {Listen} without TLS: give it a certificate, or let it listen on 127.0.0.1");
        }

        if (!isLoopback && !Credentials.IsForNetwork)
        {
            throw new AdminSetupException(
                $"the admin API does not listen on {Listen} for callers with tokens of a file: use client certificates or JWTs, or let it listen on 127.0.0.1");
        }

        if (Credentials is CertificateCallers && Certificate is null)
        {
            throw new AdminSetupException("client certificates need TLS: give the admin API a certificate of its own");
        }
    }
}
