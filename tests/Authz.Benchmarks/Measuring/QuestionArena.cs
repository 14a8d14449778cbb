using System.Text;
using Authz.Benchmarks.Shapes;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Benchmarks.Measuring;

/// <summary>
/// Questions as bytes, one behind the other, so that asking them costs nothing but what the reader costs in life: to say where
/// their parts stand. All have the same dozen of header lines.
/// </summary>
internal sealed class QuestionArena
{
    private static readonly DateTimeOffset time = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] address = "10.1.2.3"u8.ToArray();

    private readonly byte[] headerBytes;
    private readonly HeaderSlot[] headerSlots;
    private readonly byte[] bytes;
    private readonly QuestionSlot[] slots;

    public QuestionArena(IReadOnlyList<Question> questions, IReadOnlyDictionary<string, int> blocks)
    {
        slots = new QuestionSlot[questions.Count];
        var text = new StringBuilder();
        for (int i = 0; i < slots.Length; i++)
        {
            Question question = questions[i];
            slots[i] = new QuestionSlot(
                text.Length,
                (short)question.Method.Length,
                (short)question.Target.Length,
                (short)question.Host.Length,
                (short)question.Service.Length,
                Caller.Proved(blocks[question.Caller], IdentityProofs.Spiffe));
            text.Append(question.Method).Append(question.Target).Append(question.Host).Append(question.Service);
        }

        bytes = Encoding.ASCII.GetBytes(text.ToString());
        (headerBytes, headerSlots) = UsualHeaders.ToSlots();
    }

    public int Count => slots.Length;

    public AccessRequest this[int index]
    {
        get
        {
            ref readonly QuestionSlot slot = ref slots[index];
            ReadOnlySpan<byte> all = bytes;
            int target = slot.Start + slot.MethodLength;
            int host = target + slot.TargetLength;
            return new AccessRequest
            {
                HasHttp = true,
                Method = all.Slice(slot.Start, slot.MethodLength),
                Target = all.Slice(target, slot.TargetLength),
                Host = all.Slice(host, slot.HostLength),
                RouteBinding = all.Slice(host + slot.HostLength, slot.ServiceLength),
                HasRouteBinding = true,
                Headers = new HeaderList(headerBytes, headerSlots, isRaw: true),
                SourceAddress = address,
                HasSourceAddress = true,
                Time = time,
            };
        }
    }

    public ref readonly Caller CallerOf(int index) => ref slots[index].Caller;
}
