using System.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Requests.Hostile;

/// <summary>Texts put together from pieces that matter to a parser, at the very end of memory.</summary>
internal sealed class HostileText : IDisposable
{
    private const int PiecesMax = 12;
    private const int OneByChanceIn = 24;

    private readonly GuardedBuffer buffer = new(pages: 8);
    private readonly Random random;
    private readonly byte[][] pieces;

    /// <param name="pieces">Each character is one byte.</param>
    public HostileText(int seed, params ReadOnlySpan<string> pieces)
    {
        random = new Random(seed);
        this.pieces = [.. pieces.ToArray().Select(Encoding.Latin1.GetBytes)];
    }

    public ReadOnlySpan<byte> Next(string start = "")
    {
        Span<byte> text = stackalloc byte[1024];
        int length = Encoding.Latin1.GetBytes(start, text);
        for (int count = random.Next(PiecesMax); count > 0; count--)
        {
            ReadOnlySpan<byte> piece = random.Next(OneByChanceIn) == 0
                ? [(byte)random.Next(256)]
                : pieces[random.Next(pieces.Length)];
            piece.CopyTo(text[length..]);
            length += piece.Length;
        }

        return buffer.Put(text[..length]);
    }

    public int Choose(int countMax) => random.Next(countMax);

    public void Dispose() => buffer.Dispose();
}
