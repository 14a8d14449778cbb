using System.Text;
using Authz.Pdp.Requests;
using Authz.Policies.Requests;
using Authz.Testing;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Pdp.Tests.Requests;

public sealed class CheckRequestReaderTests
{
    [Fact]
    public void No_bytes_are_a_request_without_attributes()
    {
        AccessRequest request = CheckRequestReader.Read(TestCall.Of([]));

        Assert.Equal(RequestFault.None, request.Fault);
        Assert.False(request.HasHttp);
        Assert.False(request.HasRouteBinding);
        Assert.False(request.HasCallerBinding);
        Assert.False(request.SourceIsLocal);
        Assert.Equal(0, request.Headers.Count);
    }

    [Theory]
    [InlineData("0A", "a length is missing")]
    [InlineData("0A01", "a length past the end")]
    [InlineData("0AFFFFFFFFFFFFFFFFFF01", "a length of 64 bits")]
    [InlineData("0A80808080", "a length without its last byte")]
    [InlineData("00", "field number zero")]
    [InlineData("0200", "field number zero with a length")]
    [InlineData("0A00" + "0A00", "the attributes twice")]
    [InlineData("0800", "the attributes as a number")]
    [InlineData("0D00000000", "the attributes as four bytes")]
    [InlineData("7B", "a group begins")]
    [InlineData("7B7C", "a group")]
    [InlineData("7C", "a group ends")]
    [InlineData("7E", "wire type 6")]
    [InlineData("7F", "wire type 7")]
    [InlineData("78FFFFFFFFFFFFFFFFFFFF01", "a number of eleven bytes")]
    [InlineData("78FFFFFFFFFFFFFFFFFF02", "a number of more than 64 bits")]
    [InlineData("78", "a number is missing")]
    [InlineData("7D000000", "four bytes cut to three")]
    [InlineData("7900000000000000", "eight bytes cut to seven")]
    [InlineData("8080808010" + "00", "a tag of more than 32 bits")]
    [InlineData("0A04" + "0A02" + "0A01" + "41", "an address that ends beyond its source")]
    [InlineData("0A05" + "2203" + "12012A", "an unfinished HTTP part")]
    [InlineData("0A07" + "2205" + "1203" + "1201FF", "a method that is not UTF-8")]
    [InlineData("0A0A" + "2208" + "1206" + "1204EDA0803D", "a method with half a surrogate pair")]
    [InlineData("0A08" + "0A06" + "0A04" + "0A001200", "two kinds of address")]
    public void Broken_wire_format_is_malformed(string hex, string why)
    {
        AccessRequest request = CheckRequestReader.Read(TestCall.Of(Convert.FromHexString(hex)));

        Assert.True(request.Fault == RequestFault.Malformed, why);
        Assert.Equal(TestCall.Time, request.Time);
    }

    [Theory]
    [InlineData("7800", "a number")]
    [InlineData("7900000000000000007D00000000", "fixed numbers")]
    [InlineData("7A0141", "bytes")]
    [InlineData("F8FFFFFF0F00", "the highest field number")]
    [InlineData("8A808080000" + "0", "a tag that is longer than it must be")]
    public void A_field_that_nobody_knows_is_skipped(string hex, string why)
    {
        AccessRequest request = CheckRequestReader.Read(TestCall.Of(Convert.FromHexString(hex)));

        Assert.True(request.Fault == RequestFault.None, why);
    }

    [Fact]
    public void A_header_name_may_stand_once_in_merged_headers()
    {
        byte[] once = RequestWithMergedLines("x-role", "x-other", "");
        byte[] twice = RequestWithMergedLines("x-role", "x-other", "x-role");

        Assert.Equal("x-role: v\nx-other: v\n: v\n", ReadRequest.ByUs(once)?.Headers);
        Assert.Null(ReadRequest.ByUs(twice));
    }

    [Fact]
    public void A_context_extension_may_stand_once()
    {
        byte[] one = new CheckRequest
        {
            Attributes = new AttributeContext { ContextExtensions = { ["authz.service"] = "demo/api" } },
        }.ToByteArray();
        byte[] two = new CheckRequest
        {
            Attributes = new AttributeContext { ContextExtensions = { ["authz.service"] = "demo/other" } },
        }.ToByteArray();
        byte[] inner = [.. one[2..], .. two[2..]];

        Assert.Equal("demo/api", ReadRequest.ByUs(one)?.RouteBinding);
        Assert.Null(ReadRequest.ByUs([0x0A, (byte)inner.Length, .. inner]));
    }

    [Fact]
    public void A_binding_without_a_value_is_there_and_empty()
    {
        ReadRequest? request = ReadRequest.ByUs(new CheckRequest
        {
            Attributes = new AttributeContext
            {
                ContextExtensions = { ["authz.service"] = "", ["authz.caller"] = "" },
            },
        }.ToByteArray());

        Assert.Equal("", request?.RouteBinding);
        Assert.Equal("", request?.CallerBinding);
    }

    [Fact]
    public void A_request_with_two_bodies_is_malformed()
    {
        var text = new AttributeContext.Types.HttpRequest { Body = "{}" };
        var raw = new AttributeContext.Types.HttpRequest { RawBody = ByteString.CopyFromUtf8("{}") };
        var both = new AttributeContext.Types.HttpRequest { Body = "{}", RawBody = ByteString.CopyFromUtf8("{}") };

        Assert.Equal(("{}", false), (ReadRequest.ByUs(HttpRequestOf(text))?.Body, ReadRequest.ByUs(HttpRequestOf(text))?.IsBodyRaw));
        Assert.Equal(("{}", true), (ReadRequest.ByUs(HttpRequestOf(raw))?.Body, ReadRequest.ByUs(HttpRequestOf(raw))?.IsBodyRaw));
        Assert.Null(ReadRequest.ByUs(HttpRequestOf(both)));
    }

    [Theory]
    [InlineData("", ListenerParts.None)]
    [InlineData("body", ListenerParts.Body)]
    [InlineData("body,sni,metadata", ListenerParts.Body | ListenerParts.Sni | ListenerParts.Metadata)]
    [InlineData(" metadata\t, sni ,,", ListenerParts.Sni | ListenerParts.Metadata)]
    [InlineData("Body,bodys,bod", ListenerParts.None)]
    public void What_a_listener_sends_stands_in_a_context_extension(string list, ListenerParts parts)
    {
        byte[] message = new CheckRequest
        {
            Attributes = new AttributeContext
            {
                Request = new AttributeContext.Types.Request { Http = new AttributeContext.Types.HttpRequest() },
                ContextExtensions = { ["authz.sends"] = list },
            },
        }.ToByteArray();

        Assert.Equal(parts, ListenerSends.Of(CheckRequestReader.Read(TestCall.Of(message))));
    }

    [Fact]
    public void A_check_of_a_connection_always_sends_the_name_of_its_hello_and_has_no_body_to_send() =>
        Assert.Equal(ListenerParts.Sni | ListenerParts.Body, ListenerSends.Of(new AccessRequest()));

    [Fact]
    public void Raw_lines_are_the_truth_where_merged_ones_came_too()
    {
        ReadRequest? request = ReadRequest.ByUs(HttpRequestOf(new AttributeContext.Types.HttpRequest
        {
            Headers = { ["x-role"] = "merged" },
            HeaderMap = new HeaderMap { Headers = { new HeaderValue { Key = "x-role", Value = "raw" } } },
        }));

        Assert.Equal("x-role: raw\n", request?.Headers);
        Assert.True(request?.IsRaw);
    }

    [Fact]
    public void A_raw_line_with_two_values_is_malformed()
    {
        var line = new HeaderValue { Key = "x-role", Value = "user", RawValue = ByteString.CopyFromUtf8("admin") };

        Assert.Null(ReadRequest.ByUs(HttpRequestOf(new AttributeContext.Types.HttpRequest
        {
            HeaderMap = new HeaderMap { Headers = { line } },
        })));
    }

    [Fact]
    public void A_raw_value_keeps_bytes_that_are_not_text()
    {
        var line = new HeaderValue { Key = "x-role", RawValue = ByteString.CopyFrom(0xFF, 0x00, 0x80) };

        Assert.Equal("x-role: \u00FF\u0000\u0080\n", ReadRequest.ByUs(HttpRequestOf(new AttributeContext.Types.HttpRequest
        {
            HeaderMap = new HeaderMap { Headers = { line } },
        }))?.Headers);
    }

    [Theory]
    [InlineData(RequestLimits.HeadersMax, RequestFault.None)]
    [InlineData(RequestLimits.HeadersMax + 1, RequestFault.TooManyHeaders)]
    public void Header_lines_have_a_limit(int count, RequestFault fault)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(number => $"x-{number}")];
        var raw = new HeaderMap { Headers = { names.Select(name => new HeaderValue { Key = name }) } };

        Assert.Equal(fault, CheckRequestReader.Read(TestCall.Of(RequestWithMergedLines(names))).Fault);
        Assert.Equal(fault, CheckRequestReader.Read(TestCall.Of(HttpRequestOf(
            new AttributeContext.Types.HttpRequest { HeaderMap = raw }))).Fault);
    }

    [Theory]
    [InlineData(RequestLimits.ContextExtensionsMax, RequestFault.None)]
    [InlineData(RequestLimits.ContextExtensionsMax + 1, RequestFault.Malformed)]
    public void Context_extensions_have_a_limit(int count, RequestFault fault)
    {
        var attributes = new AttributeContext();
        for (int i = 0; i < count; i++)
        {
            attributes.ContextExtensions[$"key-{i}"] = "";
        }

        byte[] message = new CheckRequest { Attributes = attributes }.ToByteArray();
        Assert.Equal(fault, CheckRequestReader.Read(TestCall.Of(message)).Fault);
    }

    [Theory]
    [InlineData(CheckRequestWalk.NestingMax, RequestFault.None)]
    [InlineData(CheckRequestWalk.NestingMax + 1, RequestFault.Malformed)]
    public void Nesting_has_a_limit(int depth, RequestFault fault)
    {
        byte[] message = [];
        for (int i = 0; i < depth; i++)
        {
            message = WireBytes.Field(TagAt(depth - i), message);
        }

        Assert.Equal(fault, CheckRequestReader.Read(TestCall.Of(message)).Fault);

        // Attributes, metadata, entry, struct, entry, value; then lists and values in turn.
        static byte TagAt(int level) => level switch
        {
            1 or 3 or 5 => 0x0A,
            2 => 0x5A,
            4 or 6 => 0x12,
            _ => level % 2 == 1 ? (byte)0x32 : (byte)0x0A,
        };
    }

    [Fact]
    public void A_pipe_is_local_and_an_internal_listener_is_not()
    {
        Assert.True(IsLocal(new Address { Pipe = new Pipe() }));
        Assert.True(IsLocal(new Address { SocketAddress = new SocketAddress { Address = "127.0.0.1", PortValue = 1 } }));
        Assert.False(IsLocal(new Address { SocketAddress = new SocketAddress { Address = "10.0.0.1", PortValue = 1 } }));
        Assert.False(IsLocal(new Address { SocketAddress = new SocketAddress() }));
        Assert.False(IsLocal(new Address { EnvoyInternalAddress = new EnvoyInternalAddress { EndpointId = "127.0.0.1" } }));
        Assert.False(IsLocal(new Address()));
    }

    [Fact]
    public void The_destination_is_not_the_source()
    {
        var destination = new AttributeContext.Types.Peer
        {
            Principal = "spiffe://td/x",
            Certificate = "PEM",
            Address = new Address { Pipe = new Pipe() },
        };
        byte[] message = new CheckRequest { Attributes = new AttributeContext { Destination = destination } }.ToByteArray();
        AccessRequest request = CheckRequestReader.Read(TestCall.Of(message));

        Assert.True(request.Principal.IsEmpty);
        Assert.True(request.Certificate.IsEmpty);
        Assert.False(request.SourceIsLocal);
    }

    [Theory]
    [InlineData("40-mtls-realistic")]
    [InlineData("12-merged-duplicate-header")]
    public void Reading_allocates_nothing(string name)
    {
        byte[] message = File.ReadAllBytes(TestCases.Path("check", $"{name}.bin"));
        var slots = new HeaderSlot[CheckCall.HeaderSlotCount];

        Assert.Equal(0, Allocation.Of(() => CheckRequestReader.Read(new CheckCall
        {
            Message = message,
            Time = TestCall.Time,
            Id = TestCall.Id,
            HeaderSlots = slots,
        })));
    }

    [Fact]
    public void Scratch_that_is_too_small_is_our_own_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckRequestReader.Read(new CheckCall
        {
            Message = [],
            Time = TestCall.Time,
            Id = TestCall.Id,
            HeaderSlots = new HeaderSlot[CheckCall.HeaderSlotCount - 1],
        }).Fault);

    private static bool IsLocal(Address address)
    {
        byte[] message = new CheckRequest
        {
            Attributes = new AttributeContext { Source = new AttributeContext.Types.Peer { Address = address } },
        }.ToByteArray();
        AccessRequest request = CheckRequestReader.Read(TestCall.Of(message));
        Assert.Equal(RequestFault.None, request.Fault);
        return request.SourceIsLocal;
    }

    private static byte[] HttpRequestOf(AttributeContext.Types.HttpRequest http) => new CheckRequest
    {
        Attributes = new AttributeContext { Request = new AttributeContext.Types.Request { Http = http } },
    }.ToByteArray();

    private static byte[] RequestWithMergedLines(params ReadOnlySpan<string> names)
    {
        byte[] http = [];
        foreach (string name in names)
        {
            byte[] key = name.Length == 0 ? [] : WireBytes.Field(0x0A, Encoding.UTF8.GetBytes(name));
            http = [.. http, .. WireBytes.Field(0x1A, [.. key, .. WireBytes.Field(0x12, "v"u8.ToArray())])];
        }

        return WireBytes.Field(0x0A, WireBytes.Field(0x22, WireBytes.Field(0x12, http)));
    }
}
