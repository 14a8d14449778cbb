namespace Authz.Envoy.Tests.Harness;

/// <summary>The Envoy that the tests start: `ENVOY_BIN`, else `envoy` on PATH, else none.</summary>
internal static class EnvoyBinary
{
    public static string? Location { get; } = Find();

    public static void SkipWithout() =>
        Assert.SkipUnless(Location is not null, "No Envoy: set ENVOY_BIN to its binary, or put `envoy` on PATH.");

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("ENVOY_BIN");
        if (!string.IsNullOrEmpty(named))
        {
            // Named but not there is a mistake, and no reason to skip.
            return File.Exists(named) ? named : throw new FileNotFoundException("ENVOY_BIN names no file", named);
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "envoy"))
            .FirstOrDefault(File.Exists);
    }
}
