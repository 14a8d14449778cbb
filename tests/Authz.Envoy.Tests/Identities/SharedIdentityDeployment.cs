namespace Authz.Envoy.Tests.Identities;

[CollectionDefinition(Name)]
public sealed class SharedIdentityDeployment : ICollectionFixture<IdentityDeployment>
{
    public const string Name = "the bundled configs with callers of every kind";
}
