using Authz.Policies;
using Authz.Policies.Compilation;

namespace Authz.Cli.Reading;

/// <summary>The policies of a folder, compiled as the service would.</summary>
internal sealed record PolicyFolder(string Directory, SourceSet Sources, CompilationResult Result)
{
    public static PolicyFolder Read(string directory)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            throw new InputException($"no folder `{directory}`");
        }

        SourceSet sources = SourceSet.Of(
            System.IO.Directory.EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories)
                .Select(file => KeyValuePair.Create(
                    Path.GetRelativePath(directory, file).Replace('\\', '/'),
                    new ReadOnlyMemory<byte>(File.ReadAllBytes(file)))));
        if (sources.Files.IsEmpty)
        {
            // A set without a document denies everything: more likely the wrong folder than the intention.
            throw new InputException($"no *.yaml file in `{directory}`");
        }

        return new PolicyFolder(directory, sources, PolicyCompilation.Run(sources, new CompilationOptions()));
    }
}
