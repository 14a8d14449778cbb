using Authz.Benchmarks.Gate;
using Authz.Benchmarks.Shapes;
using Authz.Policies;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Syntax;
using Authz.Policies.Text;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Stages;

/// <summary>Text to tree, step by step. Below it: what the YAML library takes for the same text.</summary>
public class LoadBenchmarks
{
    private SourceSet sources = SourceSet.Of([]);
    private PolicySyntax? syntax;
    private BoundPolicySet? bound;
    private string[] texts = [];

    [Params(1_000, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Load()
    {
        PolicyFiles files = ShapeCatalog.Write(ShapeCatalog.Usual, Rules).Files;
        texts = [.. files.Texts().Select(file => file.Value)];
        sources = files.ToSources();
        syntax = PolicyReader.Read(sources, new DiagnosticBag());
        bound = PolicyBinder.Bind(syntax, new DiagnosticBag());
    }

    [Benchmark(Baseline = true)]
    public int YamlDotNetParse() => LoadGate.Parse(texts);

    [Benchmark]
    public int Read() => PolicyReader.Read(sources, new DiagnosticBag()).Documents.Length;

    [Benchmark]
    public int Bind() => syntax is null ? 0 : PolicyBinder.Bind(syntax, new DiagnosticBag()).Policies.Length;

    [Benchmark]
    public int Compile() => bound is null ? 0 : PolicyCompiler.Compile(bound, new CompilationOptions()).RuleNames.Length;

    [Benchmark]
    public void All() => LoadGate.Load(sources);
}
