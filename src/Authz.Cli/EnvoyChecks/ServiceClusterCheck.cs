using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>The way to a service: what was decided on goes to the service that it was decided for.</summary>
internal static class ServiceClusterCheck
{
    private const string ForwardProxy = "envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig";

    public static void Check(CheckContext context, ConfigValue cluster)
    {
        ConfigValue header = cluster.At("original_dst_lb_config.use_http_header");
        if (header.IsTrue)
        {
            context.Findings.Report(
                EnvoyRules.ChosenByRequest, header, $"a header chooses where the cluster `{cluster["name"].Text}` leads", Mend.Remove(header));
        }

        ConfigValue kind = cluster["cluster_type"];
        if (TypedConfig.Of(kind["typed_config"]).Type == ForwardProxy)
        {
            context.Findings.Report(
                EnvoyRules.ChosenByRequest, kind, $"the cluster `{cluster["name"].Text}` leads to whatever host the request names");
        }

        ConfigValue options = cluster["typed_extension_protocol_options"].Entry(TypeNames.HttpOptionsKey);
        FilterOrderCheck.CheckUpstream(context, options["http_filters"]);
    }
}
