namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>Changes a message without knowing what it means.</summary>
internal sealed class ByteMutation(int bytesMax)
{
    private const int RunMax = 16;

    private readonly byte[] bytes = new byte[bytesMax];
    private int length;

    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message, Random random)
    {
        message.CopyTo(bytes);
        length = message.Length;
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            ChangeOnce(random);
        }

        return bytes.AsSpan(0, length);
    }

    private void ChangeOnce(Random random)
    {
        if (length == 0)
        {
            bytes[length++] = (byte)random.Next(256);
            return;
        }

        int at = random.Next(length);
        int run = Math.Min(length - at, random.Next(1, RunMax));
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                length = at;
                break;
            case 3:
                bytes.AsSpan((at + run)..length).CopyTo(bytes.AsSpan(at));
                length -= run;
                break;
            case 4 when length + run <= bytes.Length:
                bytes.AsSpan(at..length).CopyTo(bytes.AsSpan(at + run));
                length += run;
                break;
            case 5:
                bytes[at] = (byte)(bytes[at] + random.Next(-2, 3));
                break;
        }
    }
}
