using System.Buffers;
using System.Text.Unicode;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions.Json;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>Finds an attribute in a request and opens its values for reading.</summary>
internal sealed class AttributeReader
{
    // What looking at the name of one header costs, in bytes.
    private const int HeaderCost = 8;

    private readonly PointerTrie pointers;
    private readonly CaptureTable captures;

    public AttributeReader(PointerTrie pointers, CaptureTable captures)
    {
        this.pointers = pointers;
        this.captures = captures;
    }

    /// <param name="asSecond">In the second reading: a header by its members, a query's `+` as itself.</param>
    /// <param name="isRight">It is the operand of a comparison.</param>
    public AttributeState Open(
        AttributeSlot slot,
        bool asSecond,
        bool isRight,
        scoped in AccessRequest request,
        scoped ref ConditionState state,
        out ValueReader values)
    {
        values = default;
        switch (slot.Kind)
        {
            case AttributeKind.Header:
                if (!state.TryCharge(request.Headers.Count * HeaderCost))
                {
                    return AttributeState.Unreadable;
                }

                values = new ValueReader(request.Headers, slot.Name, asSecond);
                return request.Headers.IndexOf(slot.Name) < 0 ? AttributeState.Absent : AttributeState.Present;
            case AttributeKind.Query:
                return OpenQuery(slot, asSecond, isRight, request.Target, ref state, out values);
            case AttributeKind.PathParameter:
                bool isFound = captures.TryFind(state.Captures, slot.Number, state.Path, state.IsDeny, out ReadOnlySpan<byte> value);
                return OpenSingle(isFound ? AttributeState.Present : AttributeState.Unreadable, value, out values);
            case AttributeKind.SourceAddress:
                return OpenSingle(request.HasSourceAddress ? AttributeState.Present : AttributeState.Absent, request.SourceAddress, out values);
            case AttributeKind.Sni:
                return OpenSni(in request, isRight, ref state, out values);
            case AttributeKind.ContextExtension:
                bool isThere = request.ContextExtensions.TryFind(slot.Name, out ReadOnlySpan<byte> extension);
                return OpenSingle(isThere ? AttributeState.Present : AttributeState.Absent, extension, out values);
            case AttributeKind.Metadata:
                return OpenMetadata(slot, in request, isRight, ref state, out values);
            case AttributeKind.Body:
                return OpenBody(slot, in request, isRight, ref state, out values);
            case AttributeKind.Claim:
                // Tokens are not verified, so nobody knows what they claim.
                return AttributeState.Unreadable;
        }

        return AttributeState.Unreadable;
    }

    private static AttributeState OpenSingle(AttributeState found, ReadOnlySpan<byte> value, out ValueReader values)
    {
        values = new ValueReader(found == AttributeState.Present ? ValueKind.Single : ValueKind.None, value, isRight: false);
        return found;
    }

    private static AttributeState AbsentOrNotSent(scoped in AccessRequest request, ListenerParts part) =>
        (ListenerSends.Of(in request) & part) != 0 ? AttributeState.Absent : AttributeState.NotSent;

    private static AttributeState OpenQuery(
        AttributeSlot slot, bool asSecond, bool isRight, ReadOnlySpan<byte> target, scoped ref ConditionState state, out ValueReader values)
    {
        values = default;
        if (!QueryText.TryFind(target, out ReadOnlySpan<byte> query))
        {
            return AttributeState.Absent;
        }

        if (!state.TryCharge(query.Length) || !QueryText.IsReadable(query, state.Rent(query.Length, isRight)))
        {
            return AttributeState.Unreadable;
        }

        values = new ValueReader(query, slot.Name, plusIsSpace: !asSecond, isRight);
        return AttributeState.Present;
    }

    private static AttributeState OpenSni(
        scoped in AccessRequest request, bool isRight, scoped ref ConditionState state, out ValueReader values)
    {
        values = default;
        if (request.Sni.IsEmpty)
        {
            return AbsentOrNotSent(in request, ListenerParts.Sni);
        }

        Span<byte> scratch = state.Rent(request.Sni.Length, isRight);
        values = new ValueReader(ValueKind.Single, FoldedPath.Write(request.Sni, scratch), isRight);
        return AttributeState.Present;
    }

    private static AttributeState OpenMetadata(
        AttributeSlot slot, scoped in AccessRequest request, bool isRight, scoped ref ConditionState state, out ValueReader values)
    {
        values = default;
        if (!state.TryCharge(request.Metadata.Length))
        {
            return AttributeState.Unreadable;
        }

        JsonForm form = WireStruct.Find(request.Metadata, slot.Name, slot.Steps, out ReadOnlySpan<byte> content, out bool hasFilter);
        return hasFilter ? Open(form, content, isRight, out values) : AbsentOrNotSent(in request, ListenerParts.Metadata);
    }

    private AttributeState OpenBody(
        AttributeSlot slot, scoped in AccessRequest request, bool isRight, scoped ref ConditionState state, out ValueReader values)
    {
        values = default;
        if (!state.IsBodyRead)
        {
            state.IsBodyRead = true;
            state.BodyState = ReadBody(in request, ref state);
        }

        if (state.BodyState != AttributeState.Present || state.BodyPlaces is null)
        {
            return state.BodyState;
        }

        JsonPlace place = state.BodyPlaces[slot.Number];
        return state.TryCharge(place.Length)
            ? Open(place.Form, request.Body.Slice(place.Start, place.Length), isRight, out values)
            : AttributeState.Unreadable;
    }

    private AttributeState ReadBody(scoped in AccessRequest request, scoped ref ConditionState state)
    {
        int partial = request.Headers.IndexOf("x-envoy-auth-partial-body"u8);
        bool isWhole = partial >= 0
            && request.Headers.Value(partial).SequenceEqual("false"u8)
            && request.Headers.IndexOf("x-envoy-auth-partial-body"u8, partial + 1) < 0;
        if (request.Body.IsEmpty)
        {
            return partial >= 0 && !isWhole ? AttributeState.Unreadable : AbsentOrNotSent(in request, ListenerParts.Body);
        }

        bool isReadable = isWhole
            && state.TryCharge(request.Body.Length)
            && (request.IsBodyRaw || !request.Body.Contains((byte)'!'))
            && Utf8.IsValid(request.Body);
        if (!isReadable)
        {
            return AttributeState.Unreadable;
        }

        state.BodyPlaces = ArrayPool<JsonPlace>.Shared.Rent(pointers.Count);
        return JsonIndex.TryRead(request.Body, pointers, state.BodyPlaces.AsSpan(0, pointers.Count))
            ? AttributeState.Present
            : AttributeState.Unreadable;
    }

    private static AttributeState Open(JsonForm form, ReadOnlySpan<byte> content, bool isRight, out ValueReader values)
    {
        ValueKind kind = form switch
        {
            JsonForm.Unreadable or JsonForm.Absent => ValueKind.None,
            JsonForm.Text => ValueKind.Single,
            JsonForm.EscapedText => ValueKind.EscapedText,
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
}
