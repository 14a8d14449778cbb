using System.Text;

namespace Authz.Pdp.Answers;

/// <summary>Numbers and pieces of a CheckResponse, as Envoy's protocol has them.</summary>
internal static class AnswerFields
{
    public const int Status = 1;
    public const int DeniedResponse = 2;
    public const int OkResponse = 3;
    public const int DynamicMetadata = 4;
    public const int ErrorResponse = 5;

    public const byte OkResponseTag = (OkResponse << 3) | 2;
    public const byte DynamicMetadataTag = (DynamicMetadata << 3) | 2;

    /// <summary>Headers of a denied_response.</summary>
    public const int DeniedHeaders = 2;

    /// <summary>Headers that the response of an allowed call gets.</summary>
    public const int OkResponseHeaders = 6;

    private const int OkHeaders = 2;
    private const int OkHeadersToRemove = 5;
    private const int OkQueryToSet = 7;
    private const int OkQueryToRemove = 8;
    private const ulong OverwriteIfExistsOrAdd = 2;

    /// <summary>
    /// INVARIANT: every answer has it, and says its code even where it is 0: without a status Envoy forwards the call.
    /// </summary>
    public static WireWriter StatusOf(ulong code) => new WireWriter().Message(Status, new WireWriter().Varint(1, code));

    /// <summary>A header of the forwarded request. Envoy heeds only `append` here, and overwrites where it is false.</summary>
    public static WireWriter SetHeader(WireWriter okResponse, string name, string value) =>
        okResponse.Message(OkHeaders, new WireWriter().Message(1, HeaderOf(name, value)).Message(2, new WireWriter()));

    /// <summary>Behind what the client sent; Envoy adds nothing where it sent none.</summary>
    public static WireWriter AppendHeader(WireWriter okResponse, string name, string value) => okResponse.Message(
        OkHeaders, new WireWriter().Message(1, HeaderOf(name, value)).Message(2, new WireWriter().Varint(1, 1)));

    /// <summary>A header of an answer to the client: there Envoy heeds the action, and appends where there is none.</summary>
    public static WireWriter SetResponseHeader(WireWriter response, int field, string name, string value) => response.Message(
        field, new WireWriter().Message(1, HeaderOf(name, value)).Varint(3, OverwriteIfExistsOrAdd));

    public static WireWriter AppendResponseHeader(WireWriter response, int field, string name, string value) =>
        response.Message(field, new WireWriter().Message(1, HeaderOf(name, value)));

    public static WireWriter SetQuery(WireWriter okResponse, string name, string value) =>
        okResponse.Message(OkQueryToSet, HeaderOf(name, value));

    public static WireWriter RemoveQuery(WireWriter okResponse, string name) => okResponse.Text(OkQueryToRemove, name);

    public static WireWriter RemoveHeader(WireWriter okResponse, string name) => okResponse.Text(OkHeadersToRemove, name);

    /// <summary>The answer that Envoy gives in the upstream's place.</summary>
    public static WireWriter HttpAnswer(int status, string body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        WireWriter answer = new WireWriter().Message(1, new WireWriter().Varint(1, (ulong)status));
        foreach ((string name, string value) in headers)
        {
            SetResponseHeader(answer, DeniedHeaders, name, value);
        }

        return answer.Text(3, body);
    }

    /// <summary>One entry of a google.protobuf.Struct.</summary>
    public static WireWriter MetadataEntry(string key, string value) => AddMetadataEntry(new WireWriter(), key, value);

    /// <summary>Lengths first: there is an entry for each rule, and writers for its parts would be garbage for each.</summary>
    public static WireWriter AddMetadataEntry(WireWriter metadata, string key, string value)
    {
        int valueLength = WireWriter.LengthWithHead(Encoding.UTF8.GetByteCount(value));
        int keyLength = WireWriter.LengthWithHead(Encoding.UTF8.GetByteCount(key));
        return metadata
            .Head(1, keyLength + WireWriter.LengthWithHead(valueLength))
            .Text(1, key)
            .Head(2, valueLength)
            .Text(3, value);
    }

    private static WireWriter HeaderOf(string name, string value) => new WireWriter().Text(1, name).Text(2, value);
}
