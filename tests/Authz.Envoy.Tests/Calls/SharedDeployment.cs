namespace Authz.Envoy.Tests.Calls;

[CollectionDefinition(Name)]
public sealed class SharedDeployment : ICollectionFixture<SampleDeployment>
{
    public const string Name = "the bundled configs with the bundled policies";
}
