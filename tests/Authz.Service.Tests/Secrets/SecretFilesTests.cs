using System.Collections.Immutable;
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

    private string? Read(string name, string? secretFolder)
    {
        new SecretFiles(ring, secretFolder, NullLogger<SecretFiles>.Instance).Read(new BoundPolicySet
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
        });
        return ring.SlotOf(name).Secret is { } secret ? Encoding.UTF8.GetString(secret) : null;
    }
}
