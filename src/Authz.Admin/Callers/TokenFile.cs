using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Callers;

/// <summary>
/// Callers by secret tokens that a file lists, for callers of this machine: whoever can read the file may be them. In it stands
/// `NAME ROLE[,ROLE] TOKEN`, or `sha256:` and the digest in place of the token.
/// </summary>
public sealed class TokenFile : IAdminCredentials
{
    /// <summary>In the folder of data, where no other file is named.</summary>
    public const string DefaultName = "admin.tokens";

    public const int TokenLengthMin = 32;

    private const string DigestMark = "sha256:";
    private const int TokenBytes = 32;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly ImmutableArray<(byte[] Digest, AdminCaller Caller)> callers;

    private TokenFile(ImmutableArray<(byte[] Digest, AdminCaller Caller)> callers) => this.callers = callers;

    public bool IsForNetwork => false;

    public bool IsCostly => false;

    /// <exception cref="AdminSetupException">It cannot be read, others can read it, or it holds something else.</exception>
    public static TokenFile Read(string path)
    {
        string text;
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            {
                throw new AdminSetupException($"{path} can be read or written by other users: run `chmod 600 {path}`");
            }

            text = File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AdminSetupException($"the tokens of the admin API cannot be read: {failure.Message}", failure);
        }

        return new TokenFile([.. CallersOf(path, text)]);
    }

    /// <summary>Makes the file where it is not there, with one token that may do everything, for its owner alone.</summary>
    public static TokenFile ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Read(path);
    }

    public ValueTask<AdminCaller?> FindAsync(HttpContext context)
    {
        if (BearerHeader.Read(context.Request) is not { } token)
        {
            return new ValueTask<AdminCaller?>((AdminCaller?)null);
        }

        // All of them, each in one time: how long it takes tells nothing of which was near.
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        AdminCaller? found = null;
        foreach ((byte[] known, AdminCaller caller) in callers)
        {
            found = CryptographicOperations.FixedTimeEquals(known, digest) ? caller : found;
        }

        return new ValueTask<AdminCaller?>(found);
    }

    private static IEnumerable<(byte[] Digest, AdminCaller Caller)> CallersOf(string path, string text)
    {
        var known = new Dictionary<string, AdminCaller>(StringComparer.Ordinal);
        foreach (CallerLine line in CallerLine.ReadAll(path, text))
        {
            // Which of the two called would be a guess, and their roles with it.
            byte[] digest = DigestOf(path, line);
            if (!known.TryAdd(Convert.ToHexStringLower(digest), line.Caller))
            {
                throw new AdminSetupException(
                    $"{path}: {known[Convert.ToHexStringLower(digest)].Name} and {line.Caller.Name} have the same token: give each caller one line and a token of its own");
            }

            yield return (digest, line.Caller);
        }
    }

    private static void Create(string path)
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(
                $"# Whoever can read this file may call the admin API. NAME ROLE[,ROLE] TOKEN\noperator viewer,author,approver,auditor {token}\n"));
            file.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AdminSetupException($"the token of the admin API cannot be written: {failure.Message}", failure);
        }
    }

    private static byte[] DigestOf(string path, CallerLine line)
    {
        string credential = line.Credential;
        if (credential.StartsWith(DigestMark, StringComparison.Ordinal))
        {
            string hex = credential[DigestMark.Length..];
            return hex.Length == SHA256.HashSizeInBytes * 2 && hex.All(char.IsAsciiHexDigit)
                ? Convert.FromHexString(hex)
                : throw new AdminSetupException($"{path}: behind `{DigestMark}` of {line.Caller.Name} are no 64 hexadecimal digits");
        }

        return credential.Length >= TokenLengthMin && credential.All(static c => char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c))
            ? SHA256.HashData(Encoding.ASCII.GetBytes(credential))
            : throw new AdminSetupException(
                $"{path}: the token of {line.Caller.Name} has fewer than {TokenLengthMin} characters, or others than letters, digits and `-._~+/=`: "
                + "take one of `openssl rand -hex 32`");
    }
}
