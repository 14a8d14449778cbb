namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>What a pointer found, and where it lies.</summary>
internal readonly record struct JsonPlace(JsonForm Form, int Start, int Length);
