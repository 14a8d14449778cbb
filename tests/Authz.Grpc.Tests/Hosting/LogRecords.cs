using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogRecords : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<LogRecord> records = new();

    public IReadOnlyList<LogRecord> Of(LogLevel level) => [.. records.Where(record => record.Level == level)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        records.Enqueue(new LogRecord(logLevel, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
