namespace Authz.Service.Tests.Processes;

/// <summary>The program ended where a test waited for it; the message has all that it printed.</summary>
internal sealed class ServiceEndedException(string message) : Exception(message);
