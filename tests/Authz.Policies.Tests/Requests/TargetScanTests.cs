using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Requests;

public sealed class TargetScanTests
{
    /// <summary>Each byte at each place of targets shorter than a vector, as long as one, as several, as a word has bits, and longer.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(90)]
    public void It_sees_what_a_byte_for_byte_look_sees(int length)
    {
        byte[] target = new byte[length];
        for (int place = 0; place < length; place++)
        {
            for (int b = byte.MinValue; b <= byte.MaxValue; b++)
            {
                Array.Fill(target, (byte)'a');
                target[0] = (byte)'/';
                target[place] = (byte)b;
                AgreesOn(target);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_sees_the_same_in_random_targets(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] target = new byte[random.Next(1, 100)];
            random.GetItems("/////.....abcdefghijklmnopqrst?%;\\# \u007f"u8, target);
            AgreesOn(target);
        }
    }

    private static void AgreesOn(byte[] target)
    {
        bool isRead = TargetScan.TryRead(target, out int plainLength, out ulong slashes, out bool isDoubtful);
        int expectedLength = target.TakeWhile(IsPlain).Count();
        Assert.Equal(target.Length >= 16 && (target.Length <= TargetScan.LengthLookedAt || expectedLength < TargetScan.LengthLookedAt), isRead);
        if (!isRead)
        {
            return;
        }

        byte[] plain = target[..expectedLength];
        Assert.Equal(expectedLength, plainLength);
        Assert.Equal(plain.Select((b, place) => b == '/' ? 1UL << place : 0).Aggregate(0UL, (all, bit) => all | bit), slashes);
        Assert.Equal(plain.Zip(plain.Skip(1)).Any(pair => pair is { First: (byte)'/', Second: (byte)'/' or (byte)'.' }), isDoubtful);
    }

    // As the design says it, and not as the table of the code does.
    private static bool IsPlain(byte b) => b is > 0x20 and < 0x7f && !"#?%;\\"u8.Contains(b);
}
