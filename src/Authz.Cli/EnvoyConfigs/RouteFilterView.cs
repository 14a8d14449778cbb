namespace Authz.Cli.EnvoyConfigs;

/// <summary>What one level says about a filter: its own message, or that in an envelope which can switch it off.</summary>
internal sealed class RouteFilterView
{
    public RouteFilterView(ConfigValue value)
    {
        Value = value;
        TypedConfig typed = TypedConfig.Of(value);
        if (typed.Type == TypeNames.RouteFilterConfig)
        {
            IsEnvelope = true;
            SwitchedOff = typed.Value["disabled"];
            typed = TypedConfig.Of(typed.Value["config"]);
        }

        Config = typed.Value;
        IsAuthz = typed.Type == TypeNames.HttpAuthzPerRoute;
        if (SwitchedOff is not { IsTrue: true } && IsAuthz)
        {
            SwitchedOff = Config["disabled"];
        }
    }

    public ConfigValue Value { get; }

    public ConfigValue Config { get; }

    public bool IsAuthz { get; }

    /// <summary>It has a switch of its own, which is not that of the message in it.</summary>
    public bool IsEnvelope { get; }

    public ConfigValue? SwitchedOff { get; }

    public bool IsOff => SwitchedOff is { IsTrue: true };

    /// <summary>What is taken out to switch it on again: all of it where nothing else is said, for Envoy takes no empty one.</summary>
    public ConfigValue? Switch => SwitchedOff?.Parent is { } owner && owner.Entries.All(entry => entry.Key is "@type" or "disabled")
        ? Value
        : SwitchedOff;

    public ConfigValue CheckSettings => Config["check_settings"];
}
