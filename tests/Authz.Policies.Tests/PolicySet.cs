using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Tests;

/// <summary>Policy sets from text or disk, read and bound in one call.</summary>
internal static class PolicySet
{
    public static (BoundPolicySet Set, IReadOnlyList<Diagnostic> Diagnostics) Bind(SourceSet sources)
    {
        var diagnostics = new DiagnosticBag();
        BoundPolicySet set = PolicyBinder.Bind(PolicyReader.Read(sources, diagnostics), diagnostics);
        return (set, diagnostics.ToSorted());
    }

    public static IReadOnlyList<Diagnostic> Diagnose(string yaml) => Bind(Of(yaml)).Diagnostics;

    public static SourceSet Of(string yaml) => Of(("set.yaml", Encoding.UTF8.GetBytes(yaml)));

    public static SourceSet Of(params IEnumerable<(string Path, byte[] Bytes)> files) =>
        SourceSet.Of(files.Select(file => KeyValuePair.Create(file.Path, new ReadOnlyMemory<byte>(file.Bytes))));

    /// <summary>One file, or every file below a directory, by its path in that directory.</summary>
    public static SourceSet Load(string path) => Of(FilesOf(path).Select(file => (file.Name, File.ReadAllBytes(file.Path))));

    public static IEnumerable<(string Name, string Path)> FilesOf(string path) => File.Exists(path)
        ? [(Path.GetFileName(path), path)]
        : Directory.GetFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(path, file).Replace('\\', '/'), file));
}
