namespace Authz.Grpc.Endpoints;

/// <summary>An endpoint cannot be opened as it is set. The message says what is wrong, where, and what to do: print it as it is.</summary>
public sealed class GrpcEndpointException(string message, Exception? cause = null) : Exception(message, cause);
