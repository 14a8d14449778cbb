namespace Authz.Grpc.Tests.Interop;

public sealed class OwnClientTests(OwnClientFixture client) : IClassFixture<OwnClientFixture>
{
    public static TheoryData<string, string> Rows => CallCases.Rows(OwnClientFixture.Makes);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_call_ends_as_its_case_says(string transport, string name) => client.VerifyAsync(transport, name);
}
