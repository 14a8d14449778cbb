namespace Authz.Cli.EnvoyConfigs;

/// <summary>A filter chain, and how it takes connections.</summary>
internal sealed class FilterChainView
{
    public FilterChainView(ListenerView listener, ConfigValue value)
    {
        Listener = listener;
        Value = value;
        Filters = [.. value["filters"].Items.Select(item => new FilterView(item))];
        Tls = TlsOf(value["transport_socket"]);
    }

    public ListenerView Listener { get; }

    public ConfigValue Value { get; }

    public IReadOnlyList<FilterView> Filters { get; }

    /// <summary>Its `DownstreamTlsContext`; null where connections are plain, or made secret in another way.</summary>
    public ConfigValue? Tls { get; }

    public bool TakesClientCertificates => Tls is not null && Tls["require_client_certificate"].IsTrue;

    public IEnumerable<ConfigValue> ServerNames => Value.At("filter_chain_match.server_names").Items;

    private static ConfigValue? TlsOf(ConfigValue socket)
    {
        TypedConfig typed = TypedConfig.Of(socket["typed_config"]);
        return typed.Type switch
        {
            TypeNames.DownstreamTls => typed.Value,
            TypeNames.QuicDownstream => typed.Value["downstream_tls_context"],
            TypeNames.Tap => TlsOfInner(typed.Value["transport_socket"]),
            _ => null,
        };
    }

    private static ConfigValue? TlsOfInner(ConfigValue socket)
    {
        TypedConfig typed = TypedConfig.Of(socket["typed_config"]);
        return typed.Type == TypeNames.DownstreamTls ? typed.Value : null;
    }
}
