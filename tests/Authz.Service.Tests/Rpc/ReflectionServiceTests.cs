using Authz.Grpc;
using Authz.Grpc.Client;
using Authz.Service.Rpc;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Reflection.V1;

namespace Authz.Service.Tests.Rpc;

public sealed class ReflectionServiceTests
{
    private const string V1 = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    private const string V1Alpha = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

    [Theory]
    [InlineData(V1)]
    [InlineData(V1Alpha)]
    public async Task Each_service_is_listed(string method)
    {
        ServerReflectionResponse response =
            await AskAsync(new ServerReflectionRequest { Host = "h", ListServices = "*" }, method);

        Assert.Equal(
            [
                "envoy.service.auth.v3.Authorization",
                "grpc.health.v1.Health",
                "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection",
            ],
            response.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal("h", response.ValidHost);
        Assert.Equal("*", response.OriginalRequest.ListServices);
    }

    [Theory]
    [InlineData("envoy.service.auth.v3.Authorization")]
    [InlineData("envoy.service.auth.v3.Authorization.Check")]
    [InlineData("envoy.service.auth.v3.CheckResponse")]
    [InlineData("envoy.service.auth.v3.CheckResponse.error_response")]
    public async Task A_symbol_brings_its_file_and_all_that_it_imports(string symbol)
    {
        ServerReflectionResponse response =
            await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        FileDescriptorProto[] files = FilesOf(response);
        Assert.Equal("envoy/service/auth/v3/external_auth.proto", files[0].Name);
        string[] names = [.. files.Select(file => file.Name)];
        Assert.Equal(names, names.Distinct());
        Assert.Empty(files.SelectMany(file => file.Dependency).Except(names));
        Assert.Contains("google/protobuf/any.proto", names);
    }

    [Theory]
    [InlineData("envoy.service.auth.v3.AttributeContext.HttpRequest", "envoy/service/auth/v3/attribute_context.proto")]
    [InlineData("envoy.config.core.v3.HeaderValueOption.HeaderAppendAction", "envoy/config/core/v3/base.proto")]
    [InlineData("envoy.type.v3.StatusCode", "envoy/type/v3/http_status.proto")]
    [InlineData("google.protobuf.Struct", "google/protobuf/struct.proto")]
    public async Task Nested_types_enumerations_and_imported_messages_are_symbols_too(string symbol, string file)
    {
        ServerReflectionResponse response =
            await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        Assert.Equal(file, FilesOf(response)[0].Name);
    }

    [Fact]
    public async Task A_file_is_found_by_its_name()
    {
        ServerReflectionResponse response =
            await AskAsync(new ServerReflectionRequest { FileByFilename = "grpc/health/v1/health.proto" });

        Assert.Equal("grpc.health.v1", Assert.Single(FilesOf(response)).Package);
    }

    [Fact]
    public async Task What_is_not_there_is_an_error_and_the_stream_goes_on()
    {
        await using RpcHost host = await RpcHost.StartAsync(ReflectionService.OfThisServer().AddTo);
        using GrpcClientCall call = host.Open(V1);
        (ServerReflectionRequest Request, GrpcStatusCode Code)[] asked =
        [
            (new() { FileByFilename = "x.proto" }, GrpcStatusCode.NotFound),
            (new() { FileContainingSymbol = "x.Y" }, GrpcStatusCode.NotFound),
            (new() { FileContainingSymbol = "" }, GrpcStatusCode.NotFound),
            (new() { FileContainingExtension = new ExtensionRequest { ContainingType = "x.Y", ExtensionNumber = 1 } }, GrpcStatusCode.NotFound),
            (new() { AllExtensionNumbersOfType = "x.Y" }, GrpcStatusCode.NotFound),
            (new(), GrpcStatusCode.InvalidArgument),
        ];

        foreach ((ServerReflectionRequest request, GrpcStatusCode code) in asked)
        {
            await call.WriteAsync(request.ToByteArray());
            Assert.True(await call.ReadAsync());
            ServerReflectionResponse response = ServerReflectionResponse.Parser.ParseFrom(call.Message.Span);
            Assert.Equal((int)code, response.ErrorResponse.ErrorCode);
            Assert.Equal(request, response.OriginalRequest);
        }

        call.CompleteWriting();
        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatus.Ok, call.Status);
    }

    [Fact]
    public async Task A_message_has_no_extensions()
    {
        ServerReflectionResponse response =
            await AskAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = "google.rpc.Status" });

        Assert.Equal("google.rpc.Status", response.AllExtensionNumbersResponse.BaseTypeName);
        Assert.Empty(response.AllExtensionNumbersResponse.ExtensionNumber);
    }

    [Fact]
    public async Task A_message_that_is_none_is_refused()
    {
        await using RpcHost host = await RpcHost.StartAsync(ReflectionService.OfThisServer().AddTo);
        using GrpcClientCall call = host.Open(V1);
        await call.WriteAsync(new byte[] { 0x0A, 0x7F });

        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatusCode.Internal, call.Status.Code);
    }

    private static FileDescriptorProto[] FilesOf(ServerReflectionResponse response) =>
        [.. response.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];

    private static async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request, string method = V1)
    {
        await using RpcHost host = await RpcHost.StartAsync(ReflectionService.OfThisServer().AddTo);
        using GrpcClientCall call = host.Open(method);
        await call.WriteAsync(request.ToByteArray());
        call.CompleteWriting();

        Assert.True(await call.ReadAsync());
        ServerReflectionResponse response = ServerReflectionResponse.Parser.ParseFrom(call.Message.Span);
        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatus.Ok, call.Status);
        return response;
    }
}
