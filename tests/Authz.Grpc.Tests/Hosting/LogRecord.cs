using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Hosting;

internal sealed record LogRecord(LogLevel Level, string Message, Exception? Exception);
