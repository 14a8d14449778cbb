using System.Text.Json;

namespace Authz.Admin.Tests.Events;

/// <summary>A client of the stream of events.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventReader(HttpResponseMessage response, StreamReader lines)
    {
        this.response = response;
        this.lines = lines;
    }

    public static async Task<EventReader> OpenAsync(ApiBench bench, string? lastId = null)
    {
        HttpResponseMessage response = await bench.OpenAsync("viewer", "/api/v1/events", lastId is null ? [] : [("Last-Event-ID", lastId)]);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var reader = new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("retry: 2000", await reader.NextLineAsync());
        Assert.Equal("", await reader.NextLineAsync());
        return reader;
    }

    public async Task<StreamedEvent> NextAsync()
    {
        string id = Value(await NextLineAsync(), "id: ");
        string kind = Value(await NextLineAsync(), "event: ");
        string data = Value(await NextLineAsync(), "data: ");
        Assert.Equal("", await NextLineAsync());
        return new StreamedEvent(id, kind, JsonElement.Parse(data));
    }

    public async Task<List<string>> KindsAsync(int count)
    {
        var kinds = new List<string>();
        for (int i = 0; i < count; i++)
        {
            kinds.Add((await NextAsync()).Kind);
        }

        return kinds;
    }

    public async Task<string> NextLineAsync() =>
        await lines.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("the stream has ended");

    /// <summary>Reads what comes until the other side ends it.</summary>
    public Task WhenEndedAsync() => lines.ReadToEndAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Value(string line, string mark)
    {
        Assert.StartsWith(mark, line, StringComparison.Ordinal);
        return line[mark.Length..];
    }
}
