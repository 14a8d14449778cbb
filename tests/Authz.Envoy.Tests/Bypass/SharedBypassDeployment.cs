namespace Authz.Envoy.Tests.Bypass;

[CollectionDefinition(Name)]
public sealed class SharedBypassDeployment : ICollectionFixture<BypassDeployment>
{
    public const string Name = "the bundled configs with one service at /";
}
