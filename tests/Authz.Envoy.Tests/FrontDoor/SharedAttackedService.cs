namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>One service for all attacks, one after the other: each finds it as those before have left it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedAttackedService : ICollectionFixture<AttackedService>
{
    public const string Name = "attacked service";
}
