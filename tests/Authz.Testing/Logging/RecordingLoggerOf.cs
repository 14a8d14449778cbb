using Microsoft.Extensions.Logging;

namespace Authz.Testing.Logging;

/// <summary>The same, for one who asks for a logger of its own.</summary>
public sealed class RecordingLogger<TCategory> : RecordingLogger, ILogger<TCategory>;
