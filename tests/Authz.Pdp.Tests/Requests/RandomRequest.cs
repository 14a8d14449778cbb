using System.Text;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Pdp.Tests.Requests;

/// <summary>Valid requests of every shape that the generated classes can write.</summary>
internal sealed class RandomRequest(Random random)
{
    private static readonly string[] Words =
        ["", "a", "GET", "/public/x?q=1", "x-role", "authz.service", "authz.caller", "demo/api", "é", "😀", "\0", "127.0.0.1"];

    public CheckRequest Next() => new() { Attributes = Maybe(Attributes) };

    private AttributeContext Attributes()
    {
        var attributes = new AttributeContext
        {
            Source = Maybe(Peer),
            Destination = Maybe(Peer),
            Request = Maybe(() => new AttributeContext.Types.Request { Time = Maybe(Time), Http = Maybe(Http) }),
            MetadataContext = Maybe(Metadata),
            TlsSession = Maybe(() => new AttributeContext.Types.TLSSession { Sni = Word() }),
            RouteMetadataContext = Maybe(Metadata),
        };
        Repeat(4, () => attributes.ContextExtensions[Word()] = Word());
        return attributes;
    }

    private AttributeContext.Types.Peer Peer()
    {
        var peer = new AttributeContext.Types.Peer
        {
            Address = Maybe(Address),
            Service = Word(),
            Principal = Word(),
            Certificate = Word(),
        };
        Repeat(3, () => peer.Labels[Word()] = Word());
        return peer;
    }

    private Address Address() => random.Next(3) switch
    {
        0 => new Address { Pipe = new Pipe { Path = Word(), Mode = (uint)random.Next() } },
        1 => new Address { EnvoyInternalAddress = new EnvoyInternalAddress { EndpointId = Word() } },
        _ => new Address { SocketAddress = new SocketAddress { Address = Word(), PortValue = (uint)random.Next() } },
    };

    private AttributeContext.Types.HttpRequest Http()
    {
        var http = new AttributeContext.Types.HttpRequest
        {
            Id = Word(),
            Method = Word(),
            Path = Word(),
            Host = Word(),
            Scheme = Word(),
            Query = Word(),
            Fragment = Word(),
            Size = random.NextInt64(long.MinValue, long.MaxValue),
            Protocol = Word(),
            HeaderMap = Maybe(HeaderMap),
        };
        if (random.Next(2) == 0)
        {
            http.Body = Word();
        }
        else
        {
            http.RawBody = Bytes();
        }

        Repeat(6, () => http.Headers[Word()] = Word());
        return http;
    }

    private HeaderMap HeaderMap()
    {
        var map = new HeaderMap();
        Repeat(6, () => map.Headers.Add(random.Next(2) == 0
            ? new HeaderValue { Key = Word(), Value = Word() }
            : new HeaderValue { Key = Word(), RawValue = Bytes() }));
        return map;
    }

    private Metadata Metadata()
    {
        var metadata = new Metadata();
        Repeat(2, () => metadata.FilterMetadata[Word()] = Struct(3));
        Repeat(2, () => metadata.TypedFilterMetadata[Word()] = new Any { TypeUrl = Word(), Value = Bytes() });
        return metadata;
    }

    private Struct Struct(int depth)
    {
        var value = new Struct();
        Repeat(3, () => value.Fields[Word()] = Value(depth));
        return value;
    }

    private Value Value(int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => Google.Protobuf.WellKnownTypes.Value.ForNull(),
        1 => Google.Protobuf.WellKnownTypes.Value.ForNumber(random.NextDouble()),
        2 => Google.Protobuf.WellKnownTypes.Value.ForString(Word()),
        3 => Google.Protobuf.WellKnownTypes.Value.ForBool(true),
        4 => Google.Protobuf.WellKnownTypes.Value.ForStruct(Struct(depth - 1)),
        _ => Google.Protobuf.WellKnownTypes.Value.ForList(Value(depth - 1), Value(0)),
    };

    private Timestamp Time() => new() { Seconds = random.NextInt64(), Nanos = random.Next() };

    private string Word()
    {
        if (random.Next(4) != 0)
        {
            return Words[random.Next(Words.Length)];
        }

        var text = new StringBuilder();
        Repeat(300, () => text.Append((char)random.Next(0x20, 0xD800)));
        return text.ToString();
    }

    private ByteString Bytes()
    {
        var bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }

    private T? Maybe<T>(Func<T> create)
        where T : class => random.Next(8) == 0 ? null : create();

    private void Repeat(int countMax, Action action)
    {
        for (int i = random.Next(countMax + 1); i > 0; i--)
        {
            action();
        }
    }
}
