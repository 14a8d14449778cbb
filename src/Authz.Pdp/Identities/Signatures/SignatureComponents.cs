namespace Authz.Pdp.Identities.Signatures;

/// <summary>The list of what a signature covers, as it stands between its parentheses.</summary>
internal static class SignatureComponents
{
    /// <summary>Whether it is among them, by its name alone.</summary>
    public static bool Name(ReadOnlySpan<byte> components, ReadOnlySpan<byte> name)
    {
        int at = 0;
        while (at < components.Length)
        {
            int end = StructuredField.SkipString(components, at);
            bool isPlain = end == components.Length || components[end] == ' ';
            if (isPlain && components[(at + 1)..(end - 1)].SequenceEqual(name))
            {
                return true;
            }

            at = StructuredField.SkipParameters(components, end) + 1;
        }

        return false;
    }
}
