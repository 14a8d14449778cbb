using Authz.Policies.Syntax.OpenApi;

namespace Authz.Policies.Tests.Syntax.OpenApi;

public sealed class ApiPathTemplateTests
{
    [Theory]
    [InlineData("/records/{id}", "/records/{id}")]
    [InlineData("/records/{record.id}.{format}", "/records/{record_id}.{format}")]
    [InlineData("/records/{$id}", "/records/{_id}")]
    [InlineData("/records/{1st}/{-x}", "/records/{_1st}/{_-x}")]
    [InlineData("/records", "/records")]
    [InlineData("/records/{id", "/records/{id")]
    [InlineData("/records/id}", "/records/id}")]
    public void A_name_is_written_as_ours_are(string path, string expected)
    {
        Assert.Equal(expected, ApiPathTemplate.Map(path, out string? unmapped));
        Assert.Null(unmapped);
    }

    [Theory]
    [InlineData("/records/{id*}", "id*")]
    [InlineData("/records/{+path}", "+path")]
    [InlineData("/records/{;id}", ";id")]
    [InlineData("/records/{id:[0-9]+}/{other*}", "id:[0-9]+")]
    [InlineData("/records/{}", "")]
    [InlineData("/records/{naïve}", "naïve")]
    public void What_is_more_than_a_name_is_not(string path, string unmapped)
    {
        ApiPathTemplate.Map(path, out string? found);
        Assert.Equal(unmapped, found);
    }
}
