namespace Authz.Envoy.Tests.Harness;

/// <param name="Status">Of the response, or <see cref="Closed"/>.</param>
/// <param name="From">The address that Envoy saw the request come from, as it stands in its log.</param>
internal sealed record RawAnswer(int Status, string From)
{
    /// <summary>The server ended the stream or the connection without an answer.</summary>
    public const int Closed = 0;
}
