using System.Buffers;

namespace Authz.Policies.Requests;

internal static class TargetBytes
{
    /// <summary>
    /// What a request target may be made of: visible ASCII but `#`, which ends a path for some readers and not for
    /// others. Controls, spaces and bytes above ASCII belong percent-encoded.
    /// </summary>
    public static readonly SearchValues<byte> Allowed =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7f - 0x21).Where(b => b != '#').Select(b => (byte)b)]);

    /// <summary>Of these, what stands for itself in a path and does not end it.</summary>
    public static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7f - 0x21).Where(b => b is not ('#' or '?' or '%' or ';' or '\\')).Select(b => (byte)b)]);
}
