using System.Buffers;
using Authz.Pdp.Answers;
using Envoy.Service.Auth.V3;

namespace Authz.Pdp.Tests.Answers;

public sealed class ErrorAnswersTests
{
    [Theory]
    [InlineData(CheckFailure.Bug, 13, "error")]
    [InlineData(CheckFailure.Overloaded, 8, "overloaded")]
    [InlineData(CheckFailure.DeadlineExceeded, 4, "deadline_exceeded")]
    [InlineData(CheckFailure.NotReady, 14, "not_ready")]
    [InlineData((CheckFailure)200, 13, "error")]
    public void A_failure_is_an_error_and_never_an_allow(CheckFailure failure, int code, string reason)
    {
        var buffer = new ArrayBufferWriter<byte>();

        ErrorAnswers.Write(failure, TestCall.Id, buffer);

        CheckResponse response = CheckResponse.Parser.ParseFrom(buffer.WrittenSpan);
        Assert.Equal(code, response.Status.Code);
        Assert.Equal(CheckResponse.HttpResponseOneofCase.ErrorResponse, response.HttpResponseCase);
        Assert.Equal(503, (int)response.ErrorResponse.Status.Code);
        Assert.Equal("application/problem+json", Assert.Single(response.ErrorResponse.Headers).Header.Value);
        Assert.Equal(
            $$"""{"type":"about:blank","title":"Service Unavailable","status":503,"ticket":"{{TestCall.Id}}"}""",
            response.ErrorResponse.Body);
        Assert.Equal(TestCall.Id.ToString(), response.DynamicMetadata.Fields["decision_id"].StringValue);
        Assert.Equal(reason, response.DynamicMetadata.Fields["reason"].StringValue);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);

        Assert.Equal(0, Allocation.Of(() =>
        {
            buffer.ResetWrittenCount();
            ErrorAnswers.Write(CheckFailure.Bug, TestCall.Id, buffer);
        }));
    }
}
