namespace Authz.Grpc.Server;

/// <summary>Gathers methods by full name, "/package.Service/Method", each with the longest message that it takes.</summary>
public sealed class GrpcServiceMapBuilder
{
    /// <summary>What other gRPC servers default to as well.</summary>
    public const int MessageBytesMaxDefault = 4 * 1024 * 1024;

    /// <summary>Streams of one method that may be open at a time, over all clients. Each holds memory for as long as its client likes.</summary>
    public const int StreamsMaxDefault = 1024;

    private readonly Dictionary<string, GrpcMethod> methods = new(StringComparer.Ordinal);

    public GrpcServiceMapBuilder AddUnary(string name, UnaryHandler handler, int messageBytesMax = MessageBytesMaxDefault)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(new UnaryMethod(name, messageBytesMax, handler));
        return this;
    }

    public GrpcServiceMapBuilder AddDuplex(
        string name, DuplexHandler handler, int messageBytesMax = MessageBytesMaxDefault, int streamsMax = StreamsMaxDefault)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(streamsMax);
        Add(new DuplexMethod(name, messageBytesMax, streamsMax, handler));
        return this;
    }

    public GrpcServiceMap Build() => new(methods.Values);

    private void Add(GrpcMethod method)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(method.MessageBytesMax);
        string[] parts = method.Name.Split('/');
        if (parts is not ["", { Length: > 0 }, { Length: > 0 }])
        {
            throw new ArgumentException($"`{method.Name}` is no method name: write it as \"/package.Service/Method\".");
        }

        if (!methods.TryAdd(method.Name, method))
        {
            throw new ArgumentException($"The method {method.Name} was added twice.");
        }
    }
}
