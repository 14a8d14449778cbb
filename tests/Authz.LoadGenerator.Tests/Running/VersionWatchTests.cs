using Authz.LoadGenerator.Answers;
using Authz.LoadGenerator.Http2;
using Authz.LoadGenerator.Running;
using Authz.Testing;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Tests.Running;

public sealed class VersionWatchTests
{
    private static readonly VersionName first = new(4, 0xa);
    private static readonly VersionName second = new(5, 0xb);

    private readonly ManualTimeProvider clock = new();
    private readonly VersionWatch watch;

    public VersionWatchTests() => watch = new VersionWatch(
        [
            new ListedVersion(first, [ExpectedVerdict.Allowed, ExpectedVerdict.Allowed]),
            new ListedVersion(second, [ExpectedVerdict.Allowed, ExpectedVerdict.Refused]),
        ],
        clock);

    [Fact]
    public void Each_version_has_verdicts_of_its_own()
    {
        Assert.Null(Note(first, request: 1, AnswerKind.Allowed, out ExpectedVerdict old));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(Note(second, request: 1, AnswerKind.Refused, out ExpectedVerdict next));
        Assert.Equal((ExpectedVerdict.Allowed, ExpectedVerdict.Refused), (old, next));
        Assert.Equal(
            [
                new VersionSighting(first.ToString(), 1, 1, 0, clock.GetUtcNow().AddSeconds(-3), clock.GetUtcNow().AddSeconds(-3)),
                new VersionSighting(second.ToString(), 1, 0, 1, clock.GetUtcNow(), clock.GetUtcNow()),
            ],
            watch.Seen);
    }

    [Fact]
    public void A_version_that_is_not_listed_is_wrong_whatever_it_says()
    {
        Assert.Equal("6-00000000000b answered, which is not listed", Note(new VersionName(6, 0xb), 0, AnswerKind.Allowed, out _));
        Assert.Equal("no version answered, which is not listed", Note(default, 0, AnswerKind.Allowed, out _));
    }

    [Fact]
    public void An_older_version_may_answer_only_what_was_sent_before_the_newer_one_was_met()
    {
        int floorBefore = watch.Newest;
        Note(second, 0, AnswerKind.Allowed, out _);

        Assert.Null(Note(first, 0, AnswerKind.Allowed, out _, floorBefore));
        Assert.Equal(
            "4-00000000000a answered a request that was sent after 5-00000000000b had answered", Note(first, 0, AnswerKind.Allowed, out _, watch.Newest));
        Assert.Equal(1, watch.Newest);
    }

    private string? Note(VersionName version, int request, AnswerKind answer, out ExpectedVerdict expected, int floor = 0) =>
        watch.Note(new CallSlot { Request = request, Answer = answer, Version = version, VersionFloor = floor }, out expected);
}
