using System.Text;
using Authz.LoadGenerator.Answers;
using Authz.Workloads.Files;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Authz.LoadGenerator.Tests.Answers;

public sealed class VersionReaderTests
{
    private static readonly VersionName name = new(12, 0x2c0305c6367f);

    [Fact]
    public void The_version_is_found_among_other_metadata_wherever_it_stands()
    {
        Struct metadata = new() { Fields = { ["decision_id"] = Value.ForString("x"), ["version"] = Value.ForString("12-2c0305c6367f"), ["z"] = Value.ForString("1-000000000000") } };
        Assert.Equal(name, Read(new CheckResponse { Status = new Status(), OkResponse = new OkHttpResponse(), DynamicMetadata = metadata }));
        Assert.Equal(name, Read(new CheckResponse { DynamicMetadata = metadata }));
        Assert.Equal("12-2c0305c6367f", name.ToString());
    }

    [Fact]
    public void An_answer_without_one_names_none()
    {
        Assert.Equal(default, Read(new CheckResponse { Status = new Status { Code = 14 } }));
        Assert.Equal(default, Read(new CheckResponse { DynamicMetadata = new Struct { Fields = { ["version"] = Value.ForNumber(1) } } }));
        Assert.Equal(default, VersionReader.Read([]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("0-2c0305c6367f")]
    [InlineData("12-2c0305c6367")]
    [InlineData("12-2c0305c6367f0")]
    [InlineData("12-2c0305c6367g")]
    [InlineData("x-2c0305c6367f")]
    public void What_has_not_its_form_is_no_version(string text) => Assert.Equal(default, VersionName.Parse(Encoding.UTF8.GetBytes(text)));

    private static VersionName Read(CheckResponse response) => VersionReader.Read(RequestFile.FrameOf(response.ToByteArray()));
}
