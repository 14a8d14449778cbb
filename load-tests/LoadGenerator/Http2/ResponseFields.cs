using System.Buffers.Text;
using System.Text;

namespace Authz.LoadGenerator.Http2;

/// <summary>What a client looks at in headers and trailers.</summary>
public record struct ResponseFields
{
    public int HttpStatus { get; private set; }

    /// <summary>Null: the block does not say.</summary>
    public int? GrpcStatus { get; private set; }

    public string? GrpcMessage { get; private set; }

    internal void Note(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual(":status"u8))
        {
            HttpStatus = Number(value);
        }
        else if (name.SequenceEqual("grpc-status"u8))
        {
            GrpcStatus = Number(value);
        }
        else if (name.SequenceEqual("grpc-message"u8))
        {
            GrpcMessage = Encoding.UTF8.GetString(value);
        }
    }

    private static int Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out int number, out int used) && used == value.Length
            ? number
            : throw new ProtocolException("a status is no number");
}
