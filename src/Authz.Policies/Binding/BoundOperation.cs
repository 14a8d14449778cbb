namespace Authz.Policies.Binding;

public sealed class BoundOperation
{
    /// <summary>Its place in <see cref="BoundService.Operations"/>.</summary>
    public required int Index { get; init; }

    public required string Id { get; init; }

    public required string Method { get; init; }

    public required PathPattern Path { get; init; }

    public override string ToString() => Id;
}
