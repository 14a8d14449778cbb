using Authz.LoadGenerator.Answers;
using Authz.LoadGenerator.Http2;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Running;

/// <summary>
/// Holds each answer to the version that it names: one of the list, with that version's verdict, and none that is older than what had
/// answered before the request was sent. Of two requests under way at once either may be decided first.
/// </summary>
internal sealed class VersionWatch
{
    private readonly IReadOnlyList<ListedVersion> versions;
    private readonly TimeProvider clock;
    private readonly Dictionary<VersionName, int> places;
    private readonly Sighting[] sightings;

    public VersionWatch(IReadOnlyList<ListedVersion> versions, TimeProvider clock)
    {
        this.versions = versions;
        this.clock = clock;
        places = versions.Select((version, place) => (version.Name, place)).ToDictionary(version => version.Name, version => version.place);
        sightings = new Sighting[versions.Count];
    }

    /// <summary>The place of the newest version that has answered.</summary>
    public int Newest { get; private set; }

    public IReadOnlyList<VersionSighting> Seen =>
    [
        .. sightings.Select((sighting, place) => (Of: sighting, Name: versions[place].Name.ToString())).Where(static sighting => sighting.Of.Answers > 0)
            .Select(static sighting => new VersionSighting(
                sighting.Name, sighting.Of.Answers, sighting.Of.Allowed, sighting.Of.Refused, sighting.Of.First, sighting.Of.Last)),
    ];

    /// <param name="expected">What the version that answered has to say.</param>
    /// <returns>What is wrong with the version, whatever the verdict; null: nothing.</returns>
    public string? Note(in CallSlot call, out ExpectedVerdict expected)
    {
        expected = default;
        if (!places.TryGetValue(call.Version, out int place))
        {
            return $"{call.Version} answered, which is not listed";
        }

        ref Sighting sighting = ref sightings[place];
        DateTimeOffset now = clock.GetUtcNow();
        sighting.First = sighting.Answers++ == 0 ? now : sighting.First;
        sighting.Last = now;
        sighting.Allowed += call.Answer == AnswerKind.Allowed ? 1 : 0;
        sighting.Refused += call.Answer == AnswerKind.Refused ? 1 : 0;
        Newest = Math.Max(Newest, place);
        expected = versions[place].Verdicts[call.Request];
        return place < call.VersionFloor ? $"{call.Version} answered a request that was sent after {versions[call.VersionFloor].Name} had answered" : null;
    }

    private struct Sighting
    {
        public long Answers;
        public long Allowed;
        public long Refused;
        public DateTimeOffset First;
        public DateTimeOffset Last;
    }
}
