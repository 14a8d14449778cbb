using System.Globalization;
using Authz.Testing;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>
/// Millions of checks, right and wrong, before the reader, the contract and Google.Protobuf. Seeds are fixed;
/// AUTHZ_FUZZ_ITERATIONS raises the number of messages.
/// </summary>
public sealed class HostileRequestTests
{
    private const int IterationsDefault = 500_000;
    private const int BufferPages = 64;
    private const int LargeCaptureBytes = 4096;

    private static readonly int iterations = Math.Max(IterationsDefault, int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? "0", CultureInfo.InvariantCulture));

    [Fact]
    public void A_written_message_is_read_as_Google_Protobuf_reads_it_or_refused_for_a_form_of_the_contract()
    {
        using var buffer = new GuardedBuffer(BufferPages);
        var writer = new HostileWriter(buffer);
        var jury = new ReaderJury();
        var random = new Random(1);
        for (int i = 0; i < iterations; i++)
        {
            jury.Judge(writer.Next(random));
        }

        // Messages that are all refused, or never for one of the forms, would compare nothing.
        Assert.InRange(jury.Accepted, iterations / 5, iterations * 4 / 5);
        Assert.All(
            Enum.GetValues<MalformedForms>().Where(form => form != MalformedForms.None),
            form => Assert.True(jury.RefusedFor(form) >= iterations / 50_000, $"{form}: {jury.RefusedFor(form)}"));
    }

    [Fact]
    public void A_mutated_message_is_read_as_Google_Protobuf_reads_it_or_refused_for_a_form_of_the_contract()
    {
        using var buffer = new GuardedBuffer(BufferPages);
        using var written = new GuardedBuffer(BufferPages);
        var writer = new HostileWriter(written);
        var mutation = new ByteMutation(buffer.Length);
        var jury = new ReaderJury();
        var random = new Random(2);
        for (int i = 0; i < iterations; i++)
        {
            jury.Judge(buffer.Put(mutation.Of(writer.Next(random), random)));
        }

        Assert.InRange(jury.Accepted, iterations / 50, iterations / 2);
    }

    [Fact]
    public void A_mutated_capture_is_read_as_Google_Protobuf_reads_it_or_refused_for_a_form_of_the_contract()
    {
        using var buffer = new GuardedBuffer(BufferPages);
        var mutation = new ByteMutation(buffer.Length);
        var jury = new ReaderJury();
        var random = new Random(3);
        byte[][] captures = [.. TestCases.Files("check", "*.bin").Select(File.ReadAllBytes)];
        foreach (byte[] capture in captures)
        {
            jury.Judge(buffer.Put(capture));
        }

        Assert.Equal(captures.Length, jury.Accepted);
        for (int i = 0; i < iterations; i++)
        {
            // Each large one costs as much as a hundred others.
            byte[] capture = captures[random.Next(captures.Length)];
            if (capture.Length <= LargeCaptureBytes || i % 100 == 0)
            {
                jury.Judge(buffer.Put(mutation.Of(capture, random)));
            }
        }

        Assert.InRange(jury.Accepted, iterations / 50, iterations);
    }

    [Fact]
    public void Bytes_by_chance_are_read_as_Google_Protobuf_reads_them_or_refused_for_a_form_of_the_contract()
    {
        using var buffer = new GuardedBuffer(1);
        var jury = new ReaderJury();
        var random = new Random(4);
        for (int i = 0; i < iterations; i++)
        {
            Span<byte> bytes = buffer.Bytes[^random.Next(64)..];
            random.NextBytes(bytes);
            jury.Judge(bytes);
        }
    }

    [Fact]
    public void A_message_that_ends_anywhere_is_refused_unless_Google_Protobuf_reads_it_alike()
    {
        using var buffer = new GuardedBuffer(BufferPages);
        var jury = new ReaderJury();
        foreach (byte[] capture in TestCases.Files("check", "*.bin").Select(File.ReadAllBytes))
        {
            // Of the large ones not every byte: their lines are all alike.
            int step = capture.Length <= LargeCaptureBytes ? 1 : 97;
            for (int length = 0; length < capture.Length; length += step)
            {
                jury.Judge(buffer.Put(capture.AsSpan(0, length)));
            }

            // No part of a message is one, but the one without attributes.
            Assert.Equal(1, jury.Accepted);
            jury = new ReaderJury();
        }
    }
}
