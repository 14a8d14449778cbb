using Authz.LoadGenerator.Answers;
using Authz.Workloads.Files;
using Authz.Workloads.Requests;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Google.Rpc;

namespace Authz.LoadGenerator.Tests.Answers;

public sealed class AnswerReaderTests
{
    private static readonly OkHttpResponse ok = new() { Headers = { new HeaderValueOption { Header = new HeaderValue { Key = "x", Value = "y" } } } };

    [Fact]
    public void An_answer_is_what_Envoy_makes_of_it()
    {
        Assert.Equal(AnswerKind.Allowed, Read(new CheckResponse { Status = new Status(), OkResponse = ok }));
        Assert.Equal(AnswerKind.Refused, Read(new CheckResponse { Status = new Status { Code = 7 }, DeniedResponse = new DeniedHttpResponse() }));
        Assert.Equal(AnswerKind.Refused, Read(new CheckResponse { Status = new Status { Code = 7, Message = "no" } }));
        Assert.Equal(AnswerKind.Refused, Read(new CheckResponse { Status = new Status { Code = 7 }, OkResponse = ok }));
        Assert.Equal(AnswerKind.Error, Read(new CheckResponse { Status = new Status { Code = 14 }, ErrorResponse = new DeniedHttpResponse() }));
    }

    [Fact]
    public void What_Envoy_would_forward_and_nobody_meant_is_broken()
    {
        Assert.Equal(AnswerKind.Broken, Read(new CheckResponse()));
        Assert.Equal(AnswerKind.Broken, Read(new CheckResponse { OkResponse = ok }));
        Assert.Equal(AnswerKind.Broken, Read(new CheckResponse { Status = new Status() }));
        Assert.Equal(AnswerKind.Broken, Read(new CheckResponse { Status = new Status(), DeniedResponse = new DeniedHttpResponse() }));
    }

    [Fact]
    public void An_answer_that_is_cut_off_anywhere_is_broken()
    {
        byte[] frame = RequestFile.FrameOf(new CheckResponse { Status = new Status(), OkResponse = ok }.ToByteArray());
        Assert.All(Enumerable.Range(0, frame.Length), length => Assert.Equal(AnswerKind.Broken, AnswerReader.Read(frame.AsSpan(0, length))));
    }

    [Theory]
    [InlineData(ExpectedVerdict.Allowed, AnswerKind.Allowed)]
    [InlineData(ExpectedVerdict.Refused, AnswerKind.Refused)]
    [InlineData(ExpectedVerdict.RefusedOrError, AnswerKind.Refused, AnswerKind.Error)]
    public void Only_these_answers_agree_with_what_was_expected(ExpectedVerdict expected, params AnswerKind[] kinds) =>
        Assert.Equal(kinds, Enum.GetValues<AnswerKind>().Where(kind => AnswerReader.Agrees(kind, expected)));

    private static AnswerKind Read(CheckResponse response) => AnswerReader.Read(RequestFile.FrameOf(response.ToByteArray()));
}
