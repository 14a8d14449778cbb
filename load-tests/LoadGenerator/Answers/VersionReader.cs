namespace Authz.LoadGenerator.Answers;

/// <summary>Reads from a CheckResponse which version decided: the entry `version` of its dynamic metadata.</summary>
public static class VersionReader
{
    private const int PrefixBytes = 5;
    private const int DynamicMetadata = 4;
    private const int Entry = 1;
    private const int Key = 1;
    private const int Value = 2;
    private const int Text = 3;

    /// <param name="frame">All that came in DATA frames: one gRPC frame.</param>
    /// <returns>None, if it names no version.</returns>
    public static VersionName Read(ReadOnlySpan<byte> frame)
    {
        VersionName version = default;
        ReadOnlySpan<byte> metadata = frame.Length < PrefixBytes ? default : Last(frame[PrefixBytes..], DynamicMetadata);
        while (WireFields.TryRead(ref metadata, out int number, out _, out ReadOnlySpan<byte> entry))
        {
            // As in any map, the last entry of a key counts.
            if (number == Entry && Last(entry, Key).SequenceEqual("version"u8))
            {
                version = VersionName.Parse(Last(Last(entry, Value), Text));
            }
        }

        return version;
    }

    private static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> message, int field)
    {
        ReadOnlySpan<byte> found = default;
        while (WireFields.TryRead(ref message, out int number, out _, out ReadOnlySpan<byte> content))
        {
            found = number == field ? content : found;
        }

        return found;
    }
}
