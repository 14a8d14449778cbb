using System.Text;
using System.Text.Json;
using Authz.Service.Audit;

namespace Authz.Service.Tests.Audit;

public sealed class LineBufferTests
{
    private const int Seed = 20261128;
    private const int Runs = 20_000;

    /// <summary>Whatever a name holds: the string ends where it should, and a reader of JSON gets the name.</summary>
    [Fact]
    public void No_text_leaves_its_string_or_its_line()
    {
        var random = new Random(Seed);
        for (int i = 0; i < Runs; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(12)).Select(_ => RandomUnit(random))]);
            string json = Written(line => line.AppendText(text));

            Assert.All(json, static c => Assert.InRange(c, ' ', '~'));
            Assert.Equal(WellFormed(text), WellFormed(JsonSerializer.Deserialize<string>($"\"{WellFormedJson(json)}\"")));
        }
    }

    [Fact]
    public void No_bytes_leave_their_string_or_their_line()
    {
        var random = new Random(Seed);
        byte[] sent = new byte[16];
        for (int i = 0; i < Runs; i++)
        {
            random.NextBytes(sent);
            string json = Written(line => line.AppendBytes(sent));

            Assert.All(json, static c => Assert.InRange(c, ' ', '~'));
            Assert.Equal(Encoding.Latin1.GetString(sent), JsonSerializer.Deserialize<string>($"\"{json}\""));
        }
    }

    [Theory]
    [InlineData("\"}\n{\"kind\":\"stop\"", "\\u0022}\\u000a{\\u0022kind\\u0022:\\u0022stop\\u0022")]
    [InlineData("\\", "\\u005c")]
    [InlineData("\u2028\u007f\u0000", "\\u2028\\u007f\\u0000")]
    [InlineData("plain-name/of.9_{x}", "plain-name/of.9_{x}")]
    public void What_could_end_a_string_is_escaped(string text, string expected) =>
        Assert.Equal(expected, Written(line => line.AppendText(text)));

    [Fact]
    public void It_grows_as_it_must_and_keeps_what_it_has()
    {
        var line = new LineBuffer(1);
        for (int i = 0; i < 1000; i++)
        {
            line.AppendNumber(i);
            line.Append(" "u8);
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i} ")), Encoding.ASCII.GetString(line.Written));
        line.CutTo(2);
        Assert.Equal("0 ", Encoding.ASCII.GetString(line.Written));
    }

    [Theory]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void The_longest_numbers_fit(long number, string expected) => Assert.Equal(expected, Written(line => line.AppendNumber(number)));

    [Fact]
    public void A_time_is_written_as_RFC_3339_has_it()
    {
        var time = new DateTimeOffset(2026, 11, 28, 9, 5, 7, TimeSpan.FromHours(2)).AddTicks(1234567);
        Assert.Equal("2026-11-28T07:05:07.1234567Z", Written(line => line.AppendTime(time.UtcTicks)));
    }

    private static char RandomUnit(Random random) => random.Next(4) switch
    {
        0 => (char)random.Next(0x20),
        1 => "\"\\/{}[],:'<>&"[random.Next(13)],
        2 => (char)random.Next(0x20, 0x7F),
        _ => (char)random.Next(0x10000),
    };

    // Half a surrogate pair is in no text that another program reads.
    private static string? WellFormed(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string WellFormedJson(string json)
    {
        var text = new StringBuilder();
        for (int i = 0; i < json.Length;)
        {
            int length = json[i] == '\\' ? 6 : 1;
            text.Append(length == 1 ? json[i] : (char)Convert.ToInt32(json.Substring(i + 2, 4), 16));
            i += length;
        }

        return JsonEncodedText.Encode(WellFormed(text.ToString()) ?? "").ToString();
    }

    private static string Written(Action<LineBuffer> write)
    {
        var line = new LineBuffer(4);
        write(line);
        return Encoding.ASCII.GetString(line.Written);
    }
}
