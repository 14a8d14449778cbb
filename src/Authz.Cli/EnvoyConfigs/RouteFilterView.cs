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

    public ConfigValue CheckSettings => Config["check_settings"];
}
