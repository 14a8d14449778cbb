using System.Globalization;
using System.Net;
using Authz.Store.Versions;
using Npgsql;

namespace Authz.Postgres;

/// <summary>A connection string, and what may be said of it: its secrets are in no message, and in no text of this object.</summary>
public sealed class DatabaseAddress
{
    private const string ApplicationName = "authz";
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;
    private const int KeepAliveSeconds = 30;

    private DatabaseAddress(string connectionString, string name, bool isWeak)
    {
        ConnectionString = connectionString;
        Name = name;
        IsWeak = isWeak;
    }

    /// <summary>For people: database, host and port.</summary>
    public string Name { get; }

    /// <summary>Whether somebody on the way could answer in the database's name, and so say what is in force.</summary>
    public bool IsWeak { get; }

    internal string ConnectionString { get; }

    /// <exception cref="RepositoryException">It cannot be read, or is no connection string.</exception>
    public static DatabaseAddress FromFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RepositoryException(
                RepositoryProblem.Invalid, $"the connection string in {path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <param name="source">Where the text comes from, for messages.</param>
    /// <exception cref="RepositoryException">It is no connection string.</exception>
    public static DatabaseAddress Parse(string text, string source)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text.Trim());
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            // What the parser says may hold a piece of the password, so that it goes nowhere.
            throw new RepositoryException(
                RepositoryProblem.Invalid,
                $"{source} is no connection string. It is one line `Host=db.example;Database=authz;Username=authz;Password=...`; "
                + "a value that holds `;` or `=` stands between quotes, and `postgres://` is not understood");
        }

        if (string.IsNullOrWhiteSpace(settings.Host) || string.IsNullOrWhiteSpace(settings.Database))
        {
            throw new RepositoryException(RepositoryProblem.Invalid, $"{source} names no Host or no Database: a connection string needs both");
        }

        DatabaseAddress address = Of(settings);
        try
        {
            NpgsqlDataSource.Create(address.ConnectionString).Dispose();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new RepositoryException(RepositoryProblem.Invalid, $"{source} asks for what does not go together: {failure.Message}", failure);
        }

        return address;
    }

    public override string ToString() => Name;

    private static DatabaseAddress Of(NpgsqlConnectionStringBuilder settings)
    {
        bool isNear = IsNear(settings.Host ?? "");
        string[] given = [.. settings.Keys];
        SetUnless(given, "SSL Mode", () => settings.SslMode = isNear ? SslMode.Prefer : SslMode.VerifyFull);
        SetUnless(given, "Timeout", () => settings.Timeout = ConnectSeconds);
        SetUnless(given, "Command Timeout", () => settings.CommandTimeout = CommandSeconds);
        SetUnless(given, "Keepalive", () => settings.KeepAlive = KeepAliveSeconds);
        SetUnless(given, "Application Name", () => settings.ApplicationName = ApplicationName);
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false;
        string name = settings.Host?.StartsWith('/') == true
            ? $"{settings.Database} on {settings.Host}"
            : string.Create(CultureInfo.InvariantCulture, $"{settings.Database} on {settings.Host}:{settings.Port}");
        return new DatabaseAddress(
            settings.ConnectionString, name, !isNear && settings.SslMode is not (SslMode.VerifyFull or SslMode.VerifyCA));
    }

    private static void SetUnless(string[] given, string keyword, Action set)
    {
        if (!given.Contains(keyword, StringComparer.OrdinalIgnoreCase))
        {
            set();
        }
    }

    // A socket's folder, or this machine.
    private static bool IsNear(string host) =>
        host.StartsWith('/') || host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
