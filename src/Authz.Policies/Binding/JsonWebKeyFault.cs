namespace Authz.Policies.Binding;

/// <summary>Why a text is no set of public keys.</summary>
/// <param name="Text">The end of a sentence that begins with the set. It quotes nothing of the text, which may be a secret.</param>
/// <param name="Key">Which key, from one; zero: the set as a whole.</param>
/// <param name="SecretMember">The member by which the key can sign; null: that is not what is wrong.</param>
public readonly record struct JsonWebKeyFault(string Text, int Key = 0, string? SecretMember = null);
