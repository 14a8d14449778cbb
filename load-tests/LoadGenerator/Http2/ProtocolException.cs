namespace Authz.LoadGenerator.Http2;

/// <summary>The server sent what HTTP/2 forbids: the connection cannot be used any longer.</summary>
public sealed class ProtocolException(string message) : Exception(message);
