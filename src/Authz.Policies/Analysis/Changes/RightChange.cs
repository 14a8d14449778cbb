using System.Collections.Immutable;

namespace Authz.Policies.Analysis.Changes;

/// <summary>Who may make a request now, and could not before, or the other way round. Conditions of an allow are taken to hold, those of a deny not.</summary>
/// <param name="Service">`block/service`.</param>
/// <param name="Request">An operation with its method and path, or a method and path that a rule names; `{}` stands for any text.</param>
public sealed record RightChange(string Service, string Request, ImmutableArray<string> Gains, ImmutableArray<string> Loses)
{
    /// <summary>Empty: connections to a tcp service.</summary>
    public required string Method { get; init; }

    /// <summary>Below the base path.</summary>
    public required string Path { get; init; }

    /// <summary>Its name in the newer set, else in the older; null: it is no operation.</summary>
    public required string? Operation { get; init; }

    /// <summary>On conditions or times that differ: of who neither gains nor loses, some may do so at times.</summary>
    public required bool IsUnderOtherConditions { get; init; }
}
