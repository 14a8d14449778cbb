namespace Authz.Cli.EnvoyConfigs;

/// <summary>A listener with its filter chains, the default one and that of an API listener included.</summary>
internal sealed class ListenerView
{
    public ListenerView(ConfigValue value)
    {
        Value = value;
        var chains = value["filter_chains"].Items.ToList();
        if (value["default_filter_chain"].IsThere)
        {
            chains.Add(value["default_filter_chain"]);
        }

        Chains = [.. chains.Select(chain => new FilterChainView(this, chain))];
        UdpFilters = [.. value["listener_filters"].Items.Select(item => new FilterView(item)).Where(filter => filter.Is(TypeNames.UdpProxy))];
        IsLocal = AddressesOf(value).All(LocalAddress.Is);
    }

    public ConfigValue Value { get; }

    public IReadOnlyList<FilterChainView> Chains { get; }

    /// <summary>The HTTP connection manager of an API listener; its value is not there where there is none.</summary>
    public ConfigValue ApiListener => Value.At("api_listener.api_listener");

    public IReadOnlyList<FilterView> UdpFilters { get; }

    /// <summary>Only processes of this machine, or of this pod, can connect.</summary>
    public bool IsLocal { get; }

    public bool HasListenerFilter(string type) =>
        Value["listener_filters"].Items.Any(item => new FilterView(item).Is(type));

    private static IEnumerable<ConfigValue> AddressesOf(ConfigValue listener) =>
        listener["additional_addresses"].Items.Select(item => item["address"]).Prepend(listener["address"]);
}
