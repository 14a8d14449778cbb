namespace Authz.Grpc.Tests.Interop;

public sealed class GrpcioTests(GrpcioFixture client) : IClassFixture<GrpcioFixture>
{
    public static TheoryData<string, string> Rows => CallCases.Rows(_ => true);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_call_ends_as_its_case_says(string transport, string name) => client.VerifyAsync(transport, name);
}
