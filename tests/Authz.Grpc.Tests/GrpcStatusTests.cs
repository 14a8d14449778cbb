namespace Authz.Grpc.Tests;

public sealed class GrpcStatusTests
{
    [Fact]
    public void The_default_status_is_not_ok()
    {
        Assert.Equal(GrpcStatusCode.Unknown, default(GrpcStatus).Code);
        Assert.False(default(GrpcStatus).IsOk);
        Assert.Equal("", default(GrpcStatus).Message);
        Assert.NotEqual(GrpcStatus.Ok, default);
    }

    [Fact]
    public void A_status_keeps_its_code_and_message()
    {
        var status = new GrpcStatus(GrpcStatusCode.NotFound, "no such node");

        Assert.Equal(GrpcStatusCode.NotFound, status.Code);
        Assert.Equal("no such node", status.Message);
        Assert.Equal("NotFound: no such node", status.ToString());
        Assert.True(GrpcStatus.Ok.IsOk);
    }
}
