using System.Collections.Immutable;

namespace Authz.Envoy.Tests.Harness;

/// <summary>A request as it reached an application.</summary>
/// <param name="Target">The request target, byte for byte.</param>
/// <param name="Body">Each character is one byte.</param>
internal sealed record ReceivedRequest(
    string Application, string Method, string Target, string Host, ImmutableDictionary<string, string> Headers, string Body);
