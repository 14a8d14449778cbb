using Authz.LoadGenerator.Answers;

namespace Authz.LoadGenerator.Http2;

/// <summary>A call under way.</summary>
internal struct CallSlot
{
    public int Request { get; set; }

    /// <summary>When it should have been sent, and when it was, in ticks of the clock.</summary>
    public long Intended { get; set; }

    public long Sent { get; set; }

    public AnswerKind Answer { get; set; }

    /// <summary>Which version says that it decided.</summary>
    public VersionName Version { get; set; }

    /// <summary>The newest version, by its place in the list of versions, that had answered before it was sent.</summary>
    public int VersionFloor { get; set; }

    /// <summary>How many bytes of DATA came. Where it was one frame, it was read in place.</summary>
    public int AnswerBytes { get; set; }

    /// <summary>What came, where it came in pieces.</summary>
    public byte[]? Pieces { get; set; }

    public int HttpStatus { get; set; }

    public int? GrpcStatus { get; set; }
}
