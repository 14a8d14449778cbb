using System.Diagnostics;
using Authz.Policies.Syntax.Conditions;

namespace Authz.Testing.Naive.Conditions;

/// <summary>What a call has for an attribute, on each reading of it.</summary>
internal sealed class NaiveAttributes(NaiveCall call, NaiveWay way)
{
    private const string PartialBody = "x-envoy-auth-partial-body";

    private readonly NaiveRequest request = call.Request;

    /// <summary>One reading, or two that a comparison must agree on.</summary>
    public IReadOnlyList<NaiveAttribute> Readings(AttributeSyntax attribute) => attribute switch
    {
        HeaderAttributeSyntax header =>
            [NaiveHeaders.Lines(request, header.Name.Value), NaiveHeaders.Members(request, header.Name.Value)],
        QueryAttributeSyntax query =>
        [
            NaiveQuery.Read(request.Target, query.Name.Value, plusIsSpace: true),
            NaiveQuery.Read(request.Target, query.Name.Value, plusIsSpace: false),
        ],
        _ => [Single(attribute)],
    };

    /// <summary>As an operand: one value that can be read in one way, or several for `in`.</summary>
    public NaiveAttribute Operand(AttributeSyntax attribute, bool severalAreTaken)
    {
        NaiveAttribute operand = OperandOf(attribute, severalAreTaken);
        return operand.Values.Contains(null) && !severalAreTaken ? NaiveAttribute.Unreadable : operand;
    }

    /// <summary>The members of a header and the words of a scope, judged as a list; of everything else the values.</summary>
    public IReadOnlyList<NaiveAttribute> ListReadings(AttributeSyntax attribute) => attribute switch
    {
        HeaderAttributeSyntax header => [NaiveHeaders.Members(request, header.Name.Value)],
        ClaimAttributeSyntax claim => [Claim(claim, byWords: true)],
        _ => Readings(attribute),
    };

    private NaiveAttribute OperandOf(AttributeSyntax attribute, bool severalAreTaken)
    {
        if (attribute is HeaderAttributeSyntax header)
        {
            NaiveAttribute members = NaiveHeaders.Members(request, header.Name.Value);
            bool isTaken = severalAreTaken || members.State == NaiveAttributeState.Absent
                || NaiveHeaders.IsOneValue(request, header.Name.Value);
            return isTaken ? members : NaiveAttribute.Unreadable;
        }

        IReadOnlyList<NaiveAttribute> readings =
            attribute is ClaimAttributeSyntax claim ? [Claim(claim, byWords: severalAreTaken)] : Readings(attribute);
        NaiveAttribute one = readings[0];
        if (readings.Any(reading => !reading.IsSameAs(one)))
        {
            return NaiveAttribute.Unreadable;
        }

        return one.State == NaiveAttributeState.Values && one.Values.Length > 1 && !severalAreTaken
            ? NaiveAttribute.Unreadable
            : one;
    }

    private NaiveAttribute Single(AttributeSyntax attribute) => attribute switch
    {
        PathParameterAttributeSyntax parameter => PathParameter(parameter.Name.Value),
        SourceAddressAttributeSyntax => OfText(request.SourceAddress),
        SniAttributeSyntax => request.Sni.Length == 0 ? Missing("sni") : OfText(NaiveText.LowerAscii(request.Sni)),
        ContextExtensionAttributeSyntax extension => OfText(ExtensionOf(extension.Name.Value)),
        MetadataAttributeSyntax metadata => Metadata(metadata.Filter.Value, metadata.JsonPointer.Value),
        BodyAttributeSyntax body => Body(body.JsonPointer.Value),
        ClaimAttributeSyntax claim => Claim(claim, byWords: false),
        _ => throw new UnreachableException(attribute.ToString()),
    };

    private NaiveAttribute PathParameter(string name)
    {
        NaivePattern pattern = way.Pattern ?? throw new UnreachableException(name);
        return pattern.ValuesOf(name, way.Path, way.IgnoreCase) is [var value]
            ? NaiveAttribute.Of([value])
            : NaiveAttribute.Unreadable;
    }

    private NaiveAttribute Metadata(string filter, string pointer)
    {
        string? json = request.Metadata.Where(entry => entry.Key == filter).Select(entry => entry.Value).FirstOrDefault();
        return json is null ? Missing("metadata") : NaiveJson.ReadMetadata(json, pointer);
    }

    private NaiveAttribute Body(string pointer)
    {
        IReadOnlyList<string> partial = NaiveHeaders.LinesOf(request, PartialBody);
        if (request.Body.Length == 0)
        {
            // Cut down to nothing is cut short too.
            return partial is [] or ["false"] ? Missing("body") : NaiveAttribute.Unreadable;
        }

        bool whole = partial is ["false"] && !(request.BodyIsText && request.Body.Contains('!'));
        return whole ? NaiveJson.ReadBody(request.Body, pointer) : NaiveAttribute.Unreadable;
    }

    /// <summary>Nobody but its issuer says what a claim of that issuer is.</summary>
    private NaiveAttribute Claim(ClaimAttributeSyntax claim, bool byWords) =>
        request.Token is { } token && token.Issuer == claim.Issuer.Value
            ? NaiveJson.ReadClaims(token.Claims, claim.Path.Value, byWords)
            : NaiveAttribute.Absent;

    private NaiveAttribute Missing(string attribute)
    {
        // A connection has no extensions to say it; its hello is always there, and it cannot have a body.
        string sent = request.IsConnection ? "sni,body" : ExtensionOf("authz.sends") ?? "";
        return sent.Split(',').Select(name => name.Trim(' ', '\t')).Contains(attribute) ? NaiveAttribute.Absent : NaiveAttribute.NotSent;
    }

    private string? ExtensionOf(string name)
    {
        string? given = request.ContextExtensions.Where(entry => entry.Key == name).Select(entry => entry.Value)
            .FirstOrDefault();
        return name == "authz.service" ? request.RouteBinding : given;
    }

    private static NaiveAttribute OfText(string? wire) => wire is null
        ? NaiveAttribute.Absent
        : NaiveAttribute.Of([NaiveText.FromUtf8(wire)]);
}
