using System.CommandLine;
using Authz.Cli.Servers;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>Where a verb about versions finds them: in a journal of this machine, or at a service. Made anew for each verb.</summary>
internal sealed class AccessOptions
{
    private const int KeyLengthMax = 200;

    private readonly Option<string?> data = new("--data")
    {
        Description = "The folder that a service has as --data: its journal is read, and changed where no service has it",
        HelpName = "DIR",
    };

    private readonly Option<string?> server = new("--server")
    {
        Description = $"The admin API of a service that runs ({ServerVariables.Server})",
        HelpName = "URL",
    };

    private readonly Option<string?> tokenFile = new("--token-file")
    {
        Description = $"The file of your token for --server ({ServerVariables.TokenFile}; {ServerVariables.Token}: the token itself)",
        HelpName = "FILE",
    };

    private readonly Option<string?> authorities = new("--ca")
    {
        Description = $"Who may vouch for --server, in PEM, in place of those that the machine trusts ({ServerVariables.Authorities})",
        HelpName = "FILE",
    };

    private readonly Option<string?> certificate = new("--certificate")
    {
        Description = $"Your certificate for --server, in PEM ({ServerVariables.Certificate})",
        HelpName = "FILE",
    };

    private readonly Option<string?> key = new("--key") { Description = $"Its key ({ServerVariables.Key})", HelpName = "FILE" };

    private readonly Option<string?> by = new("--by")
    {
        Description = "With --data: who does it (else the user of the system). A service knows it by your credentials",
        HelpName = "NAME",
    };

    private readonly Option<string?> idempotencyKey = new("--idempotency-key")
    {
        Description = "With --server: asks once more for what may have been done, by the key of the call whose answer was lost",
        HelpName = "KEY",
    };

    private readonly bool changes;

    private AccessOptions(bool changes) => this.changes = changes;

    public static AccessOptions ToRead(Command command) => new AccessOptions(changes: false).AddTo(command);

    public static AccessOptions ToChange(Command command) => new AccessOptions(changes: true).AddTo(command);

    /// <exception cref="InputException">It is not said where, or twice.</exception>
    public IVersionAccess Open(ParseResult parsed, CliHost host)
    {
        string? folder = parsed.GetValue(data);
        string? address = parsed.GetValue(server) ?? (folder is null ? host.VariableOrNull(ServerVariables.Server) : null);
        return (folder, address) switch
        {
            ({ }, { }) => throw new InputException("--data is a journal of this machine, --server a service: name one of them"),
            ({ }, null) when !changes => JournalAccess.OpenToRead(folder, host),
            ({ }, null) => parsed.GetValue(idempotencyKey) is null
                ? JournalAccess.OpenToChange(folder, parsed.GetValue(by) ?? Environment.UserName, host)
                : throw new InputException("--idempotency-key is for --server: a journal is changed before the command ends, or not at all"),
            (null, { }) when changes && parsed.GetValue(by) is not null => throw new InputException("--by is for --data: a service knows by your credentials who you are"),
            (null, { }) => new ServerAccess(new ServerClient(ConnectionOf(parsed, host, address), KeyOf(parsed))),
            (null, null) => throw new InputException(
                $"where are the versions? Name a service (--server URL, or {ServerVariables.Server}), or the folder of one that does not run (--data DIR)"),
        };
    }

    private AccessOptions AddTo(Command command)
    {
        command.Options.Add(server);
        command.Options.Add(tokenFile);
        command.Options.Add(authorities);
        command.Options.Add(certificate);
        command.Options.Add(key);
        command.Options.Add(data);
        command.Options.Add(RefusedToken());
        if (changes)
        {
            command.Options.Add(by);
            command.Options.Add(idempotencyKey);
        }

        return this;
    }

    // So that it is not repeated as an option that is not known.
    private static Option<string?> RefusedToken()
    {
        var token = new Option<string?>("--token") { Hidden = true };
        token.Validators.Add(static result => result.AddError(
            $"a token on the command line is seen by every user of this machine, and kept by the shell: give it by {ServerVariables.Token} or --token-file FILE, and make a new one"));
        return token;
    }

    private ServerConnection ConnectionOf(ParseResult parsed, CliHost host, string address)
    {
        var where = ServerAddress.Parse(address);
        string? certificateFile = parsed.GetValue(certificate) ?? host.VariableOrNull(ServerVariables.Certificate);
        string? keyFile = parsed.GetValue(key) ?? host.VariableOrNull(ServerVariables.Key);
        if (certificateFile is null != keyFile is null)
        {
            throw new InputException($"a certificate needs its key, and a key its certificate: --certificate FILE --key FILE, or {ServerVariables.Certificate} and {ServerVariables.Key}");
        }

        string? authoritiesFile = parsed.GetValue(authorities) ?? host.VariableOrNull(ServerVariables.Authorities);
        if (!where.IsTls && (parsed.GetValue(authorities) ?? parsed.GetValue(certificate)) is not null)
        {
            throw new InputException($"certificates are for TLS, and {where} is none: write https://, or leave --ca, --certificate and --key out");
        }

        return new ServerConnection(
            where,
            TokenOf(parsed, host),
            where.IsTls && certificateFile is not null && keyFile is not null ? ServerConnection.ReadCertificate(certificateFile, keyFile) : null,
            where.IsTls && authoritiesFile is not null ? ServerConnection.ReadAuthorities(authoritiesFile) : null);
    }

    private BearerToken? TokenOf(ParseResult parsed, CliHost host)
    {
        if (parsed.GetValue(tokenFile) is { } named)
        {
            return BearerToken.ReadFile(named);
        }

        return (host.VariableOrNull(ServerVariables.Token), host.VariableOrNull(ServerVariables.TokenFile)) switch
        {
            ({ }, { }) => throw new InputException($"{ServerVariables.Token} and {ServerVariables.TokenFile} are both set: unset one of them"),
            ({ } secret, null) => BearerToken.Parse(secret, ServerVariables.Token),
            (null, { } file) => BearerToken.ReadFile(file),
            (null, null) => null,
        };
    }

    private string KeyOf(ParseResult parsed)
    {
        string given = (changes ? parsed.GetValue(idempotencyKey) : null) ?? Guid.NewGuid().ToString("N");
        return given.Length is > 0 and <= KeyLengthMax && given.All(static c => c is > ' ' and <= '~')
            ? given
            : throw new InputException($"an idempotency key has 1 to {KeyLengthMax} printable ASCII characters");
    }
}
