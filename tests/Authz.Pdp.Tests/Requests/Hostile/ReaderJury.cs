using System.Numerics;
using Authz.Pdp.Requests;
using Authz.Policies.Requests;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>
/// Holds our reader to two others: Google.Protobuf for what it accepts, and the contract for what it refuses and why.
/// Nothing but agreement passes, in either direction.
/// </summary>
internal sealed class ReaderJury
{
    private readonly HeaderSlot[] slots = new HeaderSlot[CheckCall.HeaderSlotCount];
    private readonly RequestClassifier classifier = new();
    private readonly GoogleReading google = new();
    private readonly int[] refusals = new int[32];

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    /// <summary>How many messages were refused for that form among others.</summary>
    public int RefusedFor(MalformedForms form) => refusals[BitOperations.TrailingZeroCount((int)form)];

    public void Judge(ReadOnlySpan<byte> message)
    {
        // The slots keep what the last message left in them, as those of the service do.
        AccessRequest request = CheckRequestReader.Read(new CheckCall
        {
            Message = message,
            Time = TestCall.Time,
            Id = TestCall.Id,
            HeaderSlots = slots,
        });
        MalformedForms forms = classifier.Of(message);
        if (FirstObjection(in request, forms, message) is { } objection)
        {
            Assert.Fail($"{objection}: {Convert.ToHexString(message)}");
        }

        Count(forms);
    }

    private string? FirstObjection(in AccessRequest request, MalformedForms forms, ReadOnlySpan<byte> message) => request.Fault switch
    {
        RequestFault.None => forms == MalformedForms.None ? google.FirstDifference(in request, message) : $"accepted, though {forms}",
        RequestFault.TooManyHeaders => forms.HasFlag(MalformedForms.TooManyHeaders) ? null : $"too many headers, but {forms}",
        RequestFault.Malformed => (forms & ~MalformedForms.TooManyHeaders) != 0 ? null : $"malformed, but {forms}",
    };

    private void Count(MalformedForms forms)
    {
        if (forms == MalformedForms.None)
        {
            Accepted++;
            return;
        }

        Refused++;
        for (int bits = (int)forms; bits != 0; bits &= bits - 1)
        {
            refusals[BitOperations.TrailingZeroCount(bits)]++;
        }
    }
}
