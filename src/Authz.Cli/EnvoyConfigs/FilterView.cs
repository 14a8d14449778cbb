namespace Authz.Cli.EnvoyConfigs;

/// <summary>A filter of HTTP or of connections.</summary>
internal sealed class FilterView
{
    public FilterView(ConfigValue value)
    {
        Value = value;
        TypedConfig typed = TypedConfig.Of(value["typed_config"]);
        Type = typed.Type;
        Config = typed.Value;
        DiscoveredTypes = [.. value.At("config_discovery.type_urls").Items.Select(url => url.Text[(url.Text.LastIndexOf('/') + 1)..])];
    }

    public ConfigValue Value { get; }

    /// <summary>By this name routes speak of it.</summary>
    public string Name => Value["name"].Text;

    /// <summary>The full name of its message; empty where it is fetched from elsewhere.</summary>
    public string Type { get; }

    public ConfigValue Config { get; }

    /// <summary>What it may be where it is fetched from elsewhere.</summary>
    public IReadOnlyList<string> DiscoveredTypes { get; }

    public bool IsDiscovered => Type.Length == 0 && Value["config_discovery"].IsThere;

    public bool Is(string type) => Type == type || (IsDiscovered && DiscoveredTypes.Contains(type));
}
