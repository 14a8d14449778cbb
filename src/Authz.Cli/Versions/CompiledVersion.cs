using Authz.Policies;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>A kept version, read and compiled as the service would.</summary>
internal static class CompiledVersion
{
    /// <exception cref="InputException">It does not compile: what would bring it into force would leave a service without a version.</exception>
    public static BoundPolicySet Of(VersionAccess access, VersionRecord version)
    {
        CompilationResult result = PolicyCompilation.Run(Sources(access, version), new CompilationOptions());
        return result.Policies ?? throw new InputException(
            $"version {version.Number} does not compile with this program, and a service would not take it: {result.Diagnostics.First(static one => one.IsError)}");
    }

    /// <summary>Null where it cannot be read or compiled: something to compare with, not more.</summary>
    public static BoundPolicySet? TryOf(VersionAccess access, VersionRecord version)
    {
        try
        {
            return PolicyCompilation.Run(Sources(access, version), new CompilationOptions()).Policies;
        }
        catch (RepositoryException)
        {
            return null;
        }
    }

    private static SourceSet Sources(VersionAccess access, VersionRecord version) =>
        VersionAccess.Wait(access.Repository.ReadAsync(version, CancellationToken.None));
}
