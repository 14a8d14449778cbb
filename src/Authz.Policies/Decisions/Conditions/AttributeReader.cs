using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions.Json;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>Finds an attribute in a request and opens its values for reading.</summary>
internal sealed class AttributeReader
{
    // What looking at the name of one header costs, in bytes.
    private const int HeaderCost = 8;

    private readonly JsonAttributes json;
    private readonly CaptureTable captures;

    public AttributeReader(JsonAttributes json, CaptureTable captures)
    {
        this.json = json;
        this.captures = captures;
    }

    /// <param name="asSecond">In the second reading: a header by its members, a `scope` by its words, a query's `+` as itself.</param>
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
                return json.OpenBody(slot, in request, isRight, ref state, out values);
            case AttributeKind.Claim:
                return json.OpenClaim(slot, byWords: asSecond, isRight, ref state, out values);
        }

        return AttributeState.Unreadable;
    }

    public static AttributeState AbsentOrNotSent(scoped in AccessRequest request, ListenerParts part) =>
        (ListenerSends.Of(in request) & part) != 0 ? AttributeState.Absent : AttributeState.NotSent;

    private static AttributeState OpenSingle(AttributeState found, ReadOnlySpan<byte> value, out ValueReader values)
    {
        values = new ValueReader(found == AttributeState.Present ? ValueKind.Single : ValueKind.None, value, isRight: false);
        return found;
    }

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
        return hasFilter ? JsonAttributes.Open(form, content, byWords: false, isRight, out values) : AbsentOrNotSent(in request, ListenerParts.Metadata);
    }
}
