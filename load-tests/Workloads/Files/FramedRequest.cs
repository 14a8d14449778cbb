using Authz.Workloads.Requests;

namespace Authz.Workloads.Files;

/// <summary>A request as it goes into an HTTP/2 stream, and what must come back.</summary>
public sealed record FramedRequest(byte[] Frame, ExpectedVerdict Expected);
