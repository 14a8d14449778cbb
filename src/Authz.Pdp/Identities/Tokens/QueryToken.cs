using System.Text;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// The parameter by which RFC 6750 §2.3 lets a token travel in the query. It is never a credential here; beside one in the
/// header it is refused, because the service behind may take either.
/// </summary>
internal static class QueryToken
{
    private static ReadOnlySpan<byte> Name => "access_token"u8;

    public static bool IsIn(ReadOnlySpan<byte> target)
    {
        int start = target.IndexOf((byte)'?');
        if (start < 0)
        {
            return false;
        }

        // Some readers part parameters at `;`, and some take names in any case: whatever might be the parameter is.
        ReadOnlySpan<byte> query = target[(start + 1)..];
        foreach (Range range in query.SplitAny((byte)'&', (byte)';', (byte)'?'))
        {
            if (IsName(query[range]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(ReadOnlySpan<byte> parameter)
    {
        int matched = 0;
        while (!parameter.IsEmpty && parameter[0] != '=')
        {
            bool isEncoded = PercentTriplet.TryRead(parameter, out byte value);
            value = isEncoded ? value : parameter[0];
            if (matched == Name.Length || !Ascii.EqualsIgnoreCase([value], Name.Slice(matched, 1)))
            {
                return false;
            }

            matched++;
            parameter = parameter[(isEncoded ? PercentTriplet.Length : 1)..];
        }

        return matched == Name.Length;
    }
}
