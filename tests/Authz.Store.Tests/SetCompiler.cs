using System.Collections.Immutable;
using System.Text;
using Authz.Policies;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Text;

namespace Authz.Store.Tests;

/// <summary>Compiles the sets of <see cref="SetOf"/>.</summary>
internal static class SetCompiler
{
    public static CompilationResult Compile(SourceSet sources)
    {
        string text = string.Concat(sources.Files.Values.Select(static file => Encoding.UTF8.GetString(file.Span)));
        if (text.Contains("BuildingBlok", StringComparison.Ordinal))
        {
            var where = new SourceSpan(new SourceText("broken.yaml", ""), default);
            return new CompilationResult(null, null, [new("AZ0001", DiagnosticSeverity.Error, where, "unknown kind", null)]);
        }

        int at = text.IndexOf("metadata: {name: ", StringComparison.Ordinal);
        ImmutableArray<BoundBlock> blocks = at < 0 ? [] : [Block(text[(at + 17)..text.IndexOf('}', at)])];
        var policies = new BoundPolicySet { Blocks = blocks, Services = [], Policies = [], Tests = [] };
        return new CompilationResult(policies, PolicyCompiler.Compile(policies, new CompilationOptions()), []);
    }

    private static BoundBlock Block(string name) => new()
    {
        Index = 0,
        Name = name,
        Client = null,
        Labels = ImmutableSortedDictionary<string, string>.Empty,
        SpiffeIds = [],
        DnsNames = [],
    };
}
