namespace Authz.Policies.Requests;

/// <summary>Headers by which a client asks a service to take the request for one of another method.</summary>
public static class MethodOverride
{
    /// <summary>Whether any such header names anything but the request's own method.</summary>
    public static bool NamesAnotherMethod(in HeaderList headers, ReadOnlySpan<byte> method) =>
        Differs(headers, "x-http-method-override"u8, method)
        || Differs(headers, "x-http-method"u8, method)
        || Differs(headers, "x-method-override"u8, method);

    private static bool Differs(in HeaderList headers, ReadOnlySpan<byte> name, ReadOnlySpan<byte> method)
    {
        for (int i = headers.IndexOf(name); i >= 0; i = headers.IndexOf(name, i + 1))
        {
            if (!headers.Value(i).Trim(" \t"u8).SequenceEqual(method))
            {
                return true;
            }
        }

        return false;
    }
}
