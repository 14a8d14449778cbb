using Authz.Workloads.Files;
using Authz.Workloads.Requests;

namespace Authz.Workloads.Tests.Files;

public sealed class RequestFileTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        IReadOnlyList<FramedRequest> read = RequestFile.Read(Written());
        Assert.Equal([ExpectedVerdict.Allowed, ExpectedVerdict.Refused, ExpectedVerdict.RefusedOrError], read.Select(request => request.Expected));
        Assert.Equal([0, 0, 0, 0, 3, 1, 2, 3], read[0].Frame);
        Assert.Equal([0, 0, 0, 0, 0], read[1].Frame);
    }

    [Fact]
    public void A_file_that_ends_early_is_refused_wherever_it_ends()
    {
        byte[] whole = Written();
        int[] ends = [8, 17, 23, whole.Length];
        for (int length = 0; length < whole.Length; length++)
        {
            if (!ends.Contains(length) || length == 8)
            {
                Assert.Throws<InvalidDataException>(() => RequestFile.Read(whole.AsSpan(0, length)));
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 3)]
    [InlineData(9, 1)]
    [InlineData(10, 255)]
    public void A_damaged_byte_is_refused(int at, byte value)
    {
        byte[] file = Written();
        file[at] = value;
        Assert.Throws<InvalidDataException>(() => RequestFile.Read(file));
    }

    private static byte[] Written()
    {
        using var stream = new MemoryStream();
        RequestFile.Write(stream,
        [
            new WorkloadRequest([1, 2, 3], ExpectedVerdict.Allowed, null, "allowed", null),
            new WorkloadRequest([], ExpectedVerdict.Refused, null, "no_rule", null),
            new WorkloadRequest([4], ExpectedVerdict.RefusedOrError, null, "bad_token", null),
        ]);
        return stream.ToArray();
    }
}
