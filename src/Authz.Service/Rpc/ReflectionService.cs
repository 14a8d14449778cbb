using Authz.Grpc;
using Authz.Grpc.Server;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace Authz.Service.Rpc;

/// <summary>
/// Server reflection, by which tools like grpcurl learn what can be called here. Both versions of the protocol have the
/// same messages under other names, so one handler answers both.
/// </summary>
public sealed class ReflectionService
{
    private const int RequestBytesMax = 64 * 1024;

    /// <summary>In each version of the protocol. It is people who look, with a tool, and not for long.</summary>
    private const int StreamsMax = 64;

    // Made when somebody asks, which most never do: it would be work at every start.
    private readonly Lazy<DescriptorIndex> index;

    /// <param name="files">The files that define the server's services.</param>
    public ReflectionService(Func<IEnumerable<FileDescriptor>> files) => index = new(() => new DescriptorIndex(files()));

    /// <summary>For what <see cref="Composition"/> serves: a test holds the two to each other.</summary>
    public static ReflectionService OfThisServer() => new(() =>
    [
        ExternalAuthReflection.Descriptor,
        HealthReflection.Descriptor,
        ReflectionReflection.Descriptor,
        global::Grpc.Reflection.V1Alpha.ReflectionReflection.Descriptor,
    ]);

    private DescriptorIndex Descriptors => index.Value;

    public void AddTo(GrpcServiceMapBuilder methods) => methods
        .AddDuplex("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", AnswerAsync, RequestBytesMax, StreamsMax)
        .AddDuplex("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", AnswerAsync, RequestBytesMax, StreamsMax);

    private async Task<GrpcStatus> AnswerAsync(GrpcDuplexCall call)
    {
        while (await call.ReadAsync())
        {
            if (!ProtoMessage.TryParse(
                ServerReflectionRequest.Parser, call.Message.Span, out ServerReflectionRequest? request))
            {
                return ProtoMessage.Malformed;
            }

            await call.WriteAsync(Answer(request).ToByteArray());
        }

        return GrpcStatus.Ok;
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse
                {
                    Service = { Descriptors.ServiceNames.Select(name => new ServiceResponse { Name = name }) },
                };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                AddFiles(response, Descriptors.FindByName(request.FileByFilename));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                AddFiles(response, Descriptors.FindBySymbol(request.FileContainingSymbol));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                AddExtensions(response, request.AllExtensionNumbersOfType);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                response.ErrorResponse = ErrorOf(GrpcStatusCode.NotFound, "no message here has extensions");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.None:
                response.ErrorResponse = ErrorOf(GrpcStatusCode.InvalidArgument, "the request asks nothing");
                break;
        }

        return response;
    }

    private static void AddFiles(ServerReflectionResponse response, IEnumerable<ByteString>? files)
    {
        if (files is null)
        {
            response.ErrorResponse = ErrorOf(GrpcStatusCode.NotFound, "nothing of that name is served here");
            return;
        }

        response.FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { files } };
    }

    private void AddExtensions(ServerReflectionResponse response, string message)
    {
        if (!Descriptors.HasMessage(message))
        {
            response.ErrorResponse = ErrorOf(GrpcStatusCode.NotFound, "nothing of that name is served here");
            return;
        }

        // proto3 knows extensions of options only, and none of those is served.
        response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = message };
    }

    private static ErrorResponse ErrorOf(GrpcStatusCode code, string message) =>
        new() { ErrorCode = (int)code, ErrorMessage = message };
}
