namespace Authz.Testing.Naive;

/// <param name="Block">The block's name; null unless the kind is `Block`.</param>
public sealed record NaiveCaller(NaiveCallerKind Kind, string? Block)
{
    public static NaiveCaller Anonymous { get; } = new(NaiveCallerKind.Anonymous, null);

    public static NaiveCaller Unknown { get; } = new(NaiveCallerKind.Unknown, null);

    public static NaiveCaller Of(string block) => new(NaiveCallerKind.Block, block);

    public override string ToString() => Kind switch
    {
        NaiveCallerKind.Anonymous => "(anonymous)",
        NaiveCallerKind.Unknown => "(unknown)",
        NaiveCallerKind.Block => Block ?? "(nobody)",
    };
}
