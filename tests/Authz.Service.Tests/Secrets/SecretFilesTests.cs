using System.Collections.Immutable;
using System.IO.Pipes;
using System.Text;
using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Binding;
using Authz.Service.Secrets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Service.Tests.Secrets;

public sealed class SecretFilesTests : IDisposable
{
    private const string Text = "a shared secret of some thirty-odd bytes";

    private readonly string folder = Directory.CreateTempSubdirectory("authz-secrets").FullName;
    private readonly SecretRing ring = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Text, Text)]
    [InlineData(Text + "\n", Text)]
    [InlineData(Text + "\r\n", Text)]
    [InlineData(Text + "\n\n", Text + "\n")]
    [InlineData(" " + Text + " ", " " + Text + " ")]
    [InlineData("31 bytes and not a byte more...", null)]
    [InlineData("32 bytes and not a byte more....", "32 bytes and not a byte more....")]
    [InlineData("", null)]
    public void A_secret_is_all_of_its_file_but_a_line_end(string content, string? secret)
    {
        File.WriteAllText(Path.Combine(folder, "reader"), content);

        Assert.Equal(secret, Read("reader", folder));
        Assert.Equal(secret, Read(Path.Combine(folder, "reader"), null));
    }

    [Fact]
    public void A_secret_is_read_up_to_its_limit()
    {
        File.WriteAllText(Path.Combine(folder, "reader"), new string('s', SecretText.BytesMax) + "\n");
        Assert.Equal(SecretText.BytesMax, Read("reader", folder)?.Length);

        File.WriteAllText(Path.Combine(folder, "reader"), new string('s', SecretText.BytesMax + 1) + "\n");
        Assert.Null(Read("reader", folder));
    }

    [Fact]
    public void A_secret_that_is_replaced_or_gone_counts_from_the_next_look_on()
    {
        string file = Path.Combine(folder, "reader");
        File.WriteAllText(file, Text);
        Assert.Equal(Text, Read("reader", folder));

        File.WriteAllText(file, $"another, {Text}");
        Assert.Equal($"another, {Text}", Read("reader", folder));

        File.Delete(file);
        Assert.Null(Read("reader", folder));
    }

    [Fact]
    public void A_relative_name_without_a_folder_is_no_secret()
    {
        File.WriteAllText(Path.Combine(folder, "reader"), Text);

        Assert.Null(Read("reader", null));
        Assert.Null(Read("absent", folder));
        Assert.Null(Read(".", folder));
    }

    [Fact]
    public void A_link_is_followed_as_orchestrators_link_secrets()
    {
        string target = Path.Combine(folder, "..data-reader");
        File.WriteAllText(target, Text);
        File.CreateSymbolicLink(Path.Combine(folder, "reader"), target);
        Assert.Equal(Text, Read("reader", folder));

        File.WriteAllText(target, new string('s', SecretText.BytesMax + 3));
        Assert.Null(Read("reader", folder));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/full")]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/mem")]
    [InlineData("/proc/self")]
    public void What_is_no_plain_file_is_no_secret_and_fills_no_memory(string path)
    {
        File.CreateSymbolicLink(Path.Combine(folder, "reader"), path);

        Assert.Null(Read("reader", folder));
        Assert.Null(Read(path, null));
    }

    [Fact]
    public void A_secret_that_came_when_nobody_asked_for_it_any_more_is_forgotten()
    {
        using var answers = new ManualResetEventSlim();
        var files = new SecretFiles(ring, folder, NullLogger<SecretFiles>.Instance, Slow, TimeSpan.Zero);
        files.Read(Naming("reader"));
        Assert.Equal(1, files.Awaited);

        answers.Set();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                files.Read(new BoundPolicySet { Blocks = [], Services = [], Policies = [], Tests = [] });
                return files.Awaited == 0;
            },
            TimeSpan.FromSeconds(30)));
        Assert.Null(ring.SlotOf("reader").Secret);

        SecretText Slow(string path)
        {
            answers.Wait();
            return new SecretText(Encoding.UTF8.GetBytes(Text), null);
        }
    }

    [Fact]
    public void A_pipe_is_no_secret_whatever_comes_out_of_it()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        pipe.Write(Encoding.UTF8.GetBytes(Text));

        Assert.Null(Read($"/proc/self/fd/{pipe.GetClientHandleAsString()}", null));
    }

    [Fact]
    public void A_file_that_does_not_answer_holds_up_nobody_and_is_not_asked_twice_at_once()
    {
        using var answers = new ManualResetEventSlim();
        int asked = 0;
        var files = new SecretFiles(ring, folder, NullLogger<SecretFiles>.Instance, Slow, TimeSpan.Zero);

        files.Read(Naming("reader"));
        files.Read(Naming("reader"));
        Assert.Null(ring.SlotOf("reader").Secret);
        Assert.InRange(Volatile.Read(ref asked), 0, 1);

        answers.Set();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                files.Read(Naming("reader"));
                return ring.SlotOf("reader").Secret is not null;
            },
            TimeSpan.FromSeconds(30)));

        SecretText Slow(string path)
        {
            Interlocked.Increment(ref asked);
            answers.Wait();
            return new SecretText(Encoding.UTF8.GetBytes(Text), null);
        }
    }

    private string? Read(string name, string? secretFolder)
    {
        new SecretFiles(ring, secretFolder, NullLogger<SecretFiles>.Instance).Read(Naming(name));
        return ring.SlotOf(name).Secret is { } secret ? Encoding.UTF8.GetString(secret) : null;
    }

    private static BoundPolicySet Naming(string name) => new()
    {
        Blocks =
        [
            new BoundBlock
            {
                Index = 0,
                Name = "reader",
                Client = null,
                Labels = ImmutableSortedDictionary<string, string>.Empty,
                SpiffeIds = [],
                DnsNames = [],
                SignatureKeys = [new BoundSignatureKey("reader-1", name, TimeSpan.FromMinutes(1), [])],
            },
        ],
        Services = [],
        Policies = [],
        Tests = [],
    };
}
