using Authz.Policies.Decisions;

namespace Authz.Benchmarks.Measuring;

/// <summary>Where a question stands: its method, target, host and service, one behind the other.</summary>
internal readonly struct QuestionSlot(int start, short methodLength, short targetLength, short hostLength, short serviceLength, Caller caller)
{
    public readonly int Start = start;
    public readonly short MethodLength = methodLength;
    public readonly short TargetLength = targetLength;
    public readonly short HostLength = hostLength;
    public readonly short ServiceLength = serviceLength;
    public readonly Caller Caller = caller;
}
