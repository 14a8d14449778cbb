using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Admin.Callers;

/// <summary>The URIs among a certificate's alternative names (RFC 5280 §4.2.1.6), which .NET does not list.</summary>
internal static class UriNames
{
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    public static IReadOnlyList<string> Of(X509Extension? names)
    {
        var found = new List<string>();
        if (names is null)
        {
            return found;
        }

        try
        {
            AsnReader list = new AsnReader(names.RawData, AsnEncodingRules.DER).ReadSequence();
            while (list.HasData)
            {
                if (list.PeekTag() == Uri)
                {
                    found.Add(list.ReadCharacterString(UniversalTagNumber.IA5String, Uri));
                }
                else
                {
                    list.ReadEncodedValue();
                }
            }

            return found;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }
}
