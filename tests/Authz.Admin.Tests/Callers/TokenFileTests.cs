using Authz.Admin.Callers;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Tests.Callers;

public sealed class TokenFileTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly string folder = Directory.CreateTempSubdirectory("authz-tokens-").FullName;

    private string At => Path.Combine(folder, "tokens");

    [Fact]
    public async Task The_first_start_makes_a_token_for_its_user_alone_and_the_next_takes_it()
    {
        TokenFile.ReadOrCreate(At);
        string text = File.ReadAllText(At);
        string token = text.TrimEnd().Split(' ')[^1];
        TokenFile again = TokenFile.ReadOrCreate(At);

        Assert.Equal(text, File.ReadAllText(At));
        Assert.True(OwnerOnly.Is(At));
        Assert.Equal(64, token.Length);
        Assert.Equal(new AdminCaller("operator", AdminRoles.All), await FindAsync(again, $"Bearer {token}"));
    }

    [Fact]
    public async Task A_token_is_known_by_itself_or_by_its_digest()
    {
        Write($"# people\n\nann author,viewer {Token}\nbob approver sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("x"u8))}\n");
        TokenFile file = TokenFile.Read(At);
        Assert.Equal(new AdminCaller("ann", AdminRoles.Author | AdminRoles.Viewer), await FindAsync(file, $"bearer {Token}"));
        Assert.Equal("bob", (await FindAsync(file, "Bearer x"))?.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Token)]
    [InlineData("Basic " + Token)]
    [InlineData("Bearer ")]
    [InlineData("Bearer " + Token + "0")]
    [InlineData("Bearer " + Token + ", Bearer " + Token)]
    [InlineData("Bearer 0123456789ABCDEF0123456789abcdef")]
    public async Task Nothing_but_the_token_is_known(string header)
    {
        Write($"ann author {Token}\n");
        Assert.Null(await FindAsync(TokenFile.Read(At), header));
    }

    [Theory]
    [InlineData("ann author 0123456789abcdef0123456789abcde\n", "fewer than 32")]
    [InlineData("ann autor 0123456789abcdef0123456789abcdef\n", "`autor` is no role")]
    [InlineData("ann 0123456789abcdef0123456789abcdef\n", "NAME ROLE")]
    [InlineData("ann author sha256:00\n", "64 hexadecimal")]
    [InlineData("# nobody\n", "names 0 callers")]
    [InlineData("ann author " + Token + "\nbob approver " + Token + "\n", "ann and bob have the same token")]
    [InlineData("ann author " + Token + "\nann approver " + Token + "\n", "ann and ann have the same token")]
    public void A_line_that_is_not_right_stops_the_start_and_says_so(string text, string told)
    {
        Write(text);
        Assert.Contains(told, Assert.Throws<AdminSetupException>(() => TokenFile.Read(At)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_file_that_others_can_read_stops_the_start(UnixFileMode more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no modes there");
        Write($"ann author {Token}\n");
        OwnerOnly.Set(At, more);
        Assert.Contains("chmod 600", Assert.Throws<AdminSetupException>(() => TokenFile.Read(At)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_stops_the_start() => Assert.Throws<AdminSetupException>(() => TokenFile.Read(At));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string text)
    {
        File.WriteAllText(At, text);
        OwnerOnly.Set(At);
    }

    private static async Task<AdminCaller?> FindAsync(TokenFile file, string header)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = header;
        return await file.FindAsync(context);
    }
}
