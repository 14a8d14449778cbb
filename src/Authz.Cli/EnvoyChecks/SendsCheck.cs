using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>
/// What a route says that it sends (`authz.sends`), what its filter sends, and what policies read.
/// </summary>
internal static class SendsCheck
{
    private const string Key = "authz.sends";
    private const string BodyWord = "body";
    private const string SniWord = "sni";
    private const string CertificateWord = "certificate";
    private const string MetadataWord = "metadata";

    private static readonly string[] words = [BodyWord, SniWord, CertificateWord, MetadataWord];

    /// <param name="service">Null: not known, or there are no policies to look at.</param>
    public static void Check(CheckContext context, RouteView route, RouteBinding binding, BoundService? service)
    {
        string[] promised = binding.Sends is { } sends
            ? [.. sends.Text.Split(',').Select(word => word.Trim(' ', '\t')).Where(word => word.Length > 0)]
            : [];
        if (binding.Sends is null)
        {
            context.Findings.Report(
                EnvoyRules.SendsNotSaid, route.Value, "the route says no `authz.sends`", MendOf(route, binding, SentOf(binding)));
        }
        else
        {
            CheckWords(context, route, binding, binding.Sends, promised);
        }

        if (service is not null && context.Policies is { } policies)
        {
            foreach (IGrouping<AttributeKind, PolicyRead> reads in policies.ReadsOf(service).GroupBy(read => read.Kind))
            {
                CheckReads(context, route, binding, promised, reads);
            }
        }
    }

    private static void CheckWords(CheckContext context, RouteView route, RouteBinding binding, ConfigValue sends, string[] promised)
    {
        string[] sent = SentOf(binding);
        foreach (string word in promised)
        {
            if (!words.Contains(word))
            {
                string hint = SimilarName.Find(word, words) is { } similar ? $"; did you mean `{similar}`?" : "";
                context.Findings.Report(
                    EnvoyRules.UnknownPart, sends, $"`{Key}` names `{word}`, which is none of its words{hint}",
                    MendOf(route, binding, [.. promised.Intersect(words)]));
            }
            else if (binding.Authz.Config is not null && !sent.Contains(word))
            {
                context.Findings.Report(
                    EnvoyRules.PromisedNotSent, sends, $"`{Key}` names `{word}`, and {WhyNotSent(word)}",
                    MendOf(route, binding, [.. promised.Intersect(sent)]));
            }
        }
    }

    private static void CheckReads(
        CheckContext context, RouteView route, RouteBinding binding, string[] promised, IGrouping<AttributeKind, PolicyRead> reads)
    {
        string? word = reads.Key switch
        {
            AttributeKind.Body => BodyWord,
            AttributeKind.Sni => SniWord,
            AttributeKind.Metadata => MetadataWord,
            AttributeKind.Header or AttributeKind.Query or AttributeKind.Claim or AttributeKind.PathParameter
                or AttributeKind.SourceAddress or AttributeKind.ContextExtension => null,
        };
        if (word is null || binding.Authz.Config is not { } filter)
        {
            return;
        }

        PolicyRead first = reads.First();
        bool isSent = SentOf(binding).Contains(word);
        if (!isSent || !promised.Contains(word))
        {
            string fault = isSent ? $"`{Key}` does not name it" : WhyNotSent(word);
            context.Findings.Report(
                EnvoyRules.ReadNotSent, binding.Sends ?? route.Value, $"the rule `{first.Rule.QualifiedName}` reads `{word}`, and {fault}",
                isSent ? MendOf(route, binding, [.. promised, word]) : null);
            return;
        }

        HashSet<string> namespaces = [.. filter["metadata_context_namespaces"].Items.Select(item => item.Text)];
        foreach (PolicyRead read in reads.Where(read => read.Kind == AttributeKind.Metadata && !namespaces.Contains(read.Name)).DistinctBy(read => read.Name))
        {
            context.Findings.Report(
                EnvoyRules.PromisedNotSent,
                filter["metadata_context_namespaces"],
                $"the rule `{read.Rule.QualifiedName}` reads metadata of `{read.Name}`, which is not among `metadata_context_namespaces`",
                Mend.Set(filter, $"metadata_context_namespaces: [{string.Join(", ", namespaces.Append(read.Name))}]"));
        }
    }

    private static string[] SentOf(RouteBinding binding)
    {
        ConfigValue? filter = binding.Authz.Config;
        FilterChainView? chain = binding.Authz.Chain;
        if (filter is null)
        {
            return [];
        }

        var sent = new List<string>();
        AddIf(sent, CertificateWord, filter["include_peer_certificate"].IsTrue && chain is null or { Tls: not null });
        AddIf(sent, SniWord, filter["include_tls_session"].IsTrue && chain is null or { Tls: not null });
        AddIf(sent, BodyWord, binding.Body is not null);
        AddIf(sent, MetadataWord, filter["metadata_context_namespaces"].Count > 0);
        return [.. sent];
    }

    private static void AddIf(List<string> list, string word, bool isSent)
    {
        if (isSent)
        {
            list.Add(word);
        }
    }

    private static string WhyNotSent(string word) => word switch
    {
        BodyWord => "no `with_request_body` is in force on this route",
        SniWord => "the filter does not `include_tls_session`, or the listener takes no TLS",
        CertificateWord => "the filter does not `include_peer_certificate`, or the listener takes no TLS",
        _ => "the filter names no `metadata_context_namespaces`",
    };

    private static Mend MendOf(RouteView route, RouteBinding binding, string[] parts)
    {
        string value = $"authz.sends: \"{string.Join(',', parts)}\"";
        return binding.Sends?.Parent is { } extensions
            ? Mend.Set(extensions, value)
            : binding.Service?.Parent is { } beside ? Mend.Set(beside, value) : Mend.Example(route.Value, value);
    }
}
