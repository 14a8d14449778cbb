using System.Text.Json;

namespace Authz.Admin.Tests.Events;

/// <summary>One event as a client reads it.</summary>
internal sealed record StreamedEvent(string Id, string Kind, JsonElement Data);
