using System.Buffers;
using System.Text.Unicode;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>
/// Opens values of the JSON that comes with a call: its body, and the claims of its verified token. Each is read in one pass,
/// when a decision first asks for a value of it.
/// </summary>
internal sealed class JsonAttributes
{
    private readonly PointerTrie bodyPointers;
    private readonly PointerTrie?[] claimPointers;

    /// <param name="claimPointers">By issuer; null where no condition asks for a claim of it.</param>
    public JsonAttributes(PointerTrie bodyPointers, PointerTrie?[] claimPointers)
    {
        this.bodyPointers = bodyPointers;
        this.claimPointers = claimPointers;
    }

    public AttributeState OpenBody(
        AttributeSlot slot, scoped in AccessRequest request, bool isRight, scoped ref ConditionState state, out ValueReader values)
    {
        JsonReading reading = state.Body ?? ReadBody(in request, ref state);
        state.Body = reading;
        return OpenPlace(reading, request.Body, slot.Number, byWords: false, isRight, ref state, out values);
    }

    /// <param name="byWords">The claim `scope` as the words of its text.</param>
    public AttributeState OpenClaim(
        AttributeSlot slot, bool byWords, bool isRight, scoped ref ConditionState state, out ValueReader values)
    {
        values = default;
        if (state.Claims is not { } token || token.Issuer != slot.Issuer)
        {
            // What another issuer says is no claim of this one.
            return AttributeState.Absent;
        }

        ReadOnlySpan<byte> payload = token.Payload.Span;
        JsonReading reading = state.Token ?? ReadToken(payload, claimPointers[slot.Issuer], ref state);
        state.Token = reading;
        return OpenPlace(reading, payload, slot.Number, byWords && slot.HasWords, isRight, ref state, out values);
    }

    public static AttributeState Open(JsonForm form, ReadOnlySpan<byte> content, bool byWords, bool isRight, out ValueReader values)
    {
        ValueKind kind = form switch
        {
            JsonForm.Unreadable or JsonForm.Absent => ValueKind.None,
            JsonForm.Text => byWords ? ValueKind.Words : ValueKind.Single,
            JsonForm.EscapedText => byWords ? ValueKind.EscapedWords : ValueKind.EscapedText,
            JsonForm.Opaque => ValueKind.Unreadable,
            JsonForm.Array => ValueKind.JsonArray,
            JsonForm.WireList => ValueKind.WireList,
            JsonForm.WireNumber => ValueKind.WireNumber,
        };

        // An array's values begin behind its bracket.
        values = new ValueReader(kind, kind == ValueKind.JsonArray ? content[1..] : content, isRight);
        return form switch
        {
            JsonForm.Unreadable => AttributeState.Unreadable,
            JsonForm.Absent => AttributeState.Absent,
            JsonForm.Text or JsonForm.EscapedText or JsonForm.Opaque => AttributeState.Present,
            JsonForm.Array or JsonForm.WireList or JsonForm.WireNumber => AttributeState.Present,
        };
    }

    private static AttributeState OpenPlace(
        JsonReading reading,
        ReadOnlySpan<byte> text,
        int node,
        bool byWords,
        bool isRight,
        scoped ref ConditionState state,
        out ValueReader values)
    {
        values = default;
        if (reading.State != AttributeState.Present || reading.Places is null)
        {
            return reading.State;
        }

        JsonPlace place = reading.Places[node];
        return state.TryCharge(place.Length)
            ? Open(place.Form, text.Slice(place.Start, place.Length), byWords, isRight, out values)
            : AttributeState.Unreadable;
    }

    private JsonReading ReadBody(scoped in AccessRequest request, scoped ref ConditionState state)
    {
        int partial = request.Headers.IndexOf("x-envoy-auth-partial-body"u8);
        bool isWhole = partial >= 0
            && request.Headers.Value(partial).SequenceEqual("false"u8)
            && request.Headers.IndexOf("x-envoy-auth-partial-body"u8, partial + 1) < 0;
        if (request.Body.IsEmpty)
        {
            AttributeState empty = AttributeReader.AbsentOrNotSent(in request, ListenerParts.Body);
            return new JsonReading(partial >= 0 && !isWhole ? AttributeState.Unreadable : empty, null);
        }

        bool isReadable = isWhole && (request.IsBodyRaw || !request.Body.Contains((byte)'!'));
        return isReadable ? ReadText(request.Body, bodyPointers, ref state) : default;
    }

    private static JsonReading ReadToken(ReadOnlySpan<byte> payload, PointerTrie? pointers, scoped ref ConditionState state)
    {
        if (pointers is null)
        {
            return default;
        }

        JsonReading reading = ReadText(payload, pointers, ref state);
        bool isObject = reading is { State: AttributeState.Present, Places: { } places }
            && payload[places[PointerTrie.Root].Start] == '{';
        return isObject ? reading : reading with { State = AttributeState.Unreadable };
    }

    private static JsonReading ReadText(ReadOnlySpan<byte> text, PointerTrie pointers, scoped ref ConditionState state)
    {
        if (!state.TryCharge(text.Length) || !Utf8.IsValid(text))
        {
            return default;
        }

        JsonPlace[] places = ArrayPool<JsonPlace>.Shared.Rent(pointers.Count);
        bool isJson = JsonIndex.TryRead(text, pointers, places.AsSpan(0, pointers.Count));
        return new JsonReading(isJson ? AttributeState.Present : AttributeState.Unreadable, places);
    }
}
