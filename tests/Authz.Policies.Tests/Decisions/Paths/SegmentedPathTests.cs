using System.Text;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Tests.Decisions.Paths;

public sealed class SegmentedPathTests
{
    /// <summary>Every length around those at which slashes are found in another way: by bytes, words, vectors, and one by one when asked.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    public void Its_segments_are_those_that_a_search_finds(int seed)
    {
        var random = new Random(seed);
        for (int length = 1; length <= 140; length++)
        {
            foreach (double share in (double[])[0, 0.1, 0.5, 1])
            {
                var text = new StringBuilder("/");
                for (int i = 1; i < length; i++)
                {
                    text.Append(random.NextDouble() < share ? '/' : (char)('a' + random.Next(26)));
                }

                HasTheSameSegments(Encoding.ASCII.GetBytes(text.ToString()));
            }
        }
    }

    private static void HasTheSameSegments(byte[] bytes)
    {
        var path = new SegmentedPath(bytes);
        int position = PathSegments.First;
        while (!PathSegments.IsPastLast(bytes, position))
        {
            ReadOnlySpan<byte> expected = PathSegments.At(bytes, position, out int expectedNext);
            ReadOnlySpan<byte> found = path.At(position, out int next);
            Assert.Equal(Encoding.ASCII.GetString(expected), Encoding.ASCII.GetString(found));
            Assert.Equal(expectedNext, next);
            position = next;
        }
    }
}
