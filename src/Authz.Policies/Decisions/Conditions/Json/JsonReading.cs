namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>What one pass over the JSON of a call came to.</summary>
/// <param name="State">Of the text as a whole.</param>
/// <param name="Places">By node of its trie of pointers, rented; to be looked at only where the text is present.</param>
internal readonly record struct JsonReading(AttributeState State, JsonPlace[]? Places);
