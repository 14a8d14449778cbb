using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class IssuerReader(DiagnosticBag diagnostics)
{
    private static readonly WordSet<TokenAlgorithm> Algorithms =
        new([.. Enum.GetValues<TokenAlgorithm>().Select(algorithm => (algorithm.ToString(), algorithm))]);

    private static readonly ValueName AlgorithmName = ValueName.OfElement("algorithms");

    internal static readonly MappingShape Shape = new(
        "an Issuer",
        KeyShape.Required("issuer", TextShape.StringOrUri, "What its tokens say in `iss`, byte for byte."),
        KeyShape.Required("audiences", new ListShape(TextShape.StringOrUri), "A token names one of them in `aud`."),
        KeyShape.Required("algorithms", new ListShape(Algorithms.Shape), "How its tokens may be signed."),
        KeyShape.Optional("jwksFile", TextShape.Any, "A JSON file of this set with the public keys."),
        KeyShape.Optional("jwksUri", TextShape.KeyAddress, "The https address of the public keys."),
        KeyShape.Optional(
            "discovery",
            new EitherShape(TrueShape.Instance, TextShape.KeyAddress),
            "`true`: the issuer's own metadata name the address of the keys. Or the address below which the metadata are."),
        KeyShape.Optional("leeway", TextShape.Duration, "How far clocks may differ, such as `30s`; left out: 0s."),
        KeyShape.Optional("maxStale", TextShape.Duration, "How long fetched keys are used while no new ones come; left out: 24h."))
    {
        ExactlyOne = ["jwksFile", "jwksUri", "discovery"],
        Rules = [new KeyRule("jwksFile") { Excludes = ["maxStale"] }],
    };

    public IssuerSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var issuer = new IssuerSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader))
        {
            return issuer;
        }

        reader.Choice();
        return issuer with
        {
            Issuer = reader.Text("issuer"),
            Audiences = reader.Texts("audiences"),
            Algorithms = ReadAlgorithms(reader.Texts("algorithms")),
            JwksFile = reader.Text("jwksFile"),
            JwksUri = reader.Text("jwksUri"),
            Discovery = ReadDiscovery(reader.Find("discovery")),
            Leeway = reader.Duration("leeway"),
            MaxStale = reader.Duration("maxStale"),
        };
    }

    private ImmutableArray<Located<TokenAlgorithm>> ReadAlgorithms(ImmutableArray<Located<string>> texts)
    {
        ImmutableArray<Located<TokenAlgorithm>>.Builder read =
            ImmutableArray.CreateBuilder<Located<TokenAlgorithm>>(texts.Length);
        foreach (Located<string> text in texts)
        {
            if (UnsafeAlgorithm.FaultOf(text.Value) is { } fault)
            {
                diagnostics.ReportUnsafeAlgorithm(text, fault);
            }
            else if (Algorithms.Read(text, AlgorithmName, diagnostics) is { } algorithm)
            {
                read.Add(algorithm);
            }
        }

        return read.DrainToImmutable();
    }

    private Located<string>? ReadDiscovery(YamlNode? node)
    {
        ValueName name = ValueName.OfKey("discovery");
        return node switch
        {
            null => null,
            YamlScalar { Type: YamlScalarType.Boolean } => ValueReader.IsTrue(node, name, diagnostics)
                ? new Located<string>("", node.Span)
                : null,
            _ => ValueReader.Text(node, name, diagnostics),
        };
    }
}
