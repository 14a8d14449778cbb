using Envoy.Service.Auth.V3;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>Each target as it stands, put to the service itself: it must be safe behind an Envoy that normalises nothing.</summary>
public sealed class BypassDirectTests(BypassService service) : IClassFixture<BypassService>
{
    private const int PermissionDenied = 7;

    // One row an encoding: a target comes once, though both HTTP versions may send it.
    public static TheoryData<BypassCase, bool> Cases => new MatrixTheoryData<BypassCase, bool>(
        BypassCase.All().DistinctBy(row => (row.Method, row.Target)), [true, false]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_service_alone_judges_a_target_as_it_stands(BypassCase row, bool rawHeaders)
    {
        byte[] request = CheckRequests.Write(row.Method, row.Target, service.Web, rawHeaders);

        CheckResponse response = await service.Running.Client.CheckAsync(request, TestContext.Current.CancellationToken);

        if (row.IsAllowedDirectly)
        {
            Assert.Equal(0, response.Status.Code);
            Assert.Equal(CheckResponse.HttpResponseOneofCase.OkResponse, response.HttpResponseCase);
        }
        else
        {
            Assert.Equal(PermissionDenied, response.Status.Code);
            Assert.Equal(403, (int)response.DeniedResponse.Status.Code);
        }
    }
}
