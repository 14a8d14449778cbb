using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What all levels of a route together say to an ext_authz filter: the innermost wins.</summary>
internal sealed class RouteBinding
{
    private const string ServiceKey = "authz.service";
    private const string SendsKey = "authz.sends";
    private const string CallerKey = "authz.caller";
    private const string ForwarderKey = "authz.xfcc";

    private readonly RouteFilterView[] levels;
    private readonly Dictionary<string, ConfigValue> extensions = new(StringComparer.Ordinal);

    public RouteBinding(RouteView route, AuthzView authz)
    {
        Authz = authz;
        levels = [.. route.OfFilter(authz.Name)];
        foreach (ConfigValue entry in Settings.SelectMany(settings => settings["context_extensions"].Entries))
        {
            extensions[entry.Key] = entry;
        }
    }

    public AuthzView Authz { get; }

    /// <summary>Envoy's dump says that a context extension is there, and never what it says.</summary>
    public static bool IsHidden(ConfigValue extension) => extension.Text == "[redacted]";

    /// <summary>
    /// By what the filter is switched off; null: it is not. There are two switches, that of the message and that of the envelope
    /// around it, and the innermost of each counts.
    /// </summary>
    public RouteFilterView? SwitchedOff
    {
        get
        {
            if (levels is [.., { IsOff: true } last])
            {
                return last;
            }

            return levels.LastOrDefault(level => level.IsEnvelope) is { IsOff: true } envelope ? envelope : null;
        }
    }

    public ConfigValue? Service => extensions.GetValueOrDefault(ServiceKey);

    public ConfigValue? Sends => extensions.GetValueOrDefault(SendsKey);

    public ConfigValue? Caller => extensions.GetValueOrDefault(CallerKey);

    /// <summary>The security server whose word is taken for the caller's certificate.</summary>
    public ConfigValue? Forwarder => extensions.GetValueOrDefault(ForwarderKey);

    /// <summary>What is of another type Envoy does not take for settings, nor may we.</summary>
    public IEnumerable<ConfigValue> Settings =>
        levels.Where(level => level.IsAuthz).Select(level => level.CheckSettings).Where(settings => settings.IsThere);

    /// <summary>How the body is sent on this route; null: it is not.</summary>
    public ConfigValue? Body
    {
        get
        {
            ConfigValue? body = Authz.Config?["with_request_body"];
            foreach (ConfigValue settings in Settings)
            {
                body = settings["disable_request_body_buffering"].IsTrue ? null
                    : settings["with_request_body"].IsThere ? settings["with_request_body"]
                    : body;
            }

            return body is { IsThere: true } ? body : null;
        }
    }
}
