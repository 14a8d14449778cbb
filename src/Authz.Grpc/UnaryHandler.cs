using System.Buffers;

namespace Authz.Grpc;

/// <summary>
/// One request message in, one response message out, synchronously: it must neither block nor run long.
/// The request's bytes are valid only during the call. The response's bytes are written without the five-byte prefix;
/// they leave only when OK is returned (an empty message, when nothing was written) and are discarded otherwise.
/// </summary>
public delegate GrpcStatus UnaryHandler(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response);
