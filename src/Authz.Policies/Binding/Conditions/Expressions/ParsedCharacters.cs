namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>What an escape stands for.</summary>
/// <param name="Single">The one character, where it is one; a range may begin and end with it.</param>
internal sealed record ParsedCharacters(CharacterSet Characters, char? Single);
