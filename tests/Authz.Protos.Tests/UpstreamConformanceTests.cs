using Authz.Testing;

namespace Authz.Protos.Tests;

/// <summary>
/// Our .proto files are trimmed, and what is left of them must be upstream's to the letter: a wrong number reads
/// another field's bytes.
/// </summary>
public sealed class UpstreamConformanceTests
{
    private static readonly IReadOnlyList<string> Ours = DescriptorRows.OfAllFiles();

    private static readonly IReadOnlyList<string> Upstream =
        [.. File.ReadLines(TestCases.Path("protos", "fields.tsv")).Where(line => !line.StartsWith('#'))];

    [Fact]
    public void Each_field_value_and_method_of_ours_is_upstreams() => Assert.Empty(Ours.Except(Upstream));

    [Fact]
    public void Each_row_that_is_kept_is_used() => Assert.Empty(Upstream.Except(Ours));

    [Fact]
    public void No_row_stands_twice() => Assert.Equal(Upstream.Count, Upstream.Distinct().Count());

    [Fact]
    public void All_of_a_check_is_there()
    {
        Assert.Equal(7, CountOf("envoy.service.auth.v3.AttributeContext"));
        Assert.Equal(13, CountOf("envoy.service.auth.v3.AttributeContext.HttpRequest"));
        Assert.Equal(5, CountOf("envoy.service.auth.v3.CheckResponse"));
    }

    private static int CountOf(string message) => Ours.Count(row => row.Split('\t')[2] == message);
}
