namespace Authz.Service.Tests.Audit;

/// <summary>A record as long as a real one, whose parts tell by each other whether it is whole.</summary>
internal readonly record struct RingPayload(
    int Thread, long Number, object? Referred, long A, long B, long C, long D, long E, long F, long G, long H, long Check)
{
    public static RingPayload Of(int thread, long number) => new(
        thread, number, null, number, ~number, number * 3, number + thread, number ^ thread, number - 1, number + 1, thread, (number * 31) + thread);
}
