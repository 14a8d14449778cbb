using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What all levels of a route together say to an ext_authz filter: the innermost wins.</summary>
internal sealed class RouteBinding
{
    private const string ServiceKey = "authz.service";
    private const string SendsKey = "authz.sends";
    private const string CallerKey = "authz.caller";

    private readonly RouteFilterView[] levels;
    private readonly Dictionary<string, ConfigValue> extensions = new(StringComparer.Ordinal);

    public RouteBinding(RouteView route, AuthzView authz)
    {
        Authz = authz;
        levels = [.. route.OfFilter(authz.Name)];
        foreach (ConfigValue entry in levels.SelectMany(level => level.CheckSettings["context_extensions"].Entries))
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
    public ConfigValue? SwitchedOff
    {
        get
        {
            if (levels is [.., { IsOff: true } last])
            {
                return last.SwitchedOff;
            }

            return levels.LastOrDefault(level => level.IsEnvelope) is { IsOff: true } envelope ? envelope.SwitchedOff : null;
        }
    }

    public ConfigValue? Service => extensions.GetValueOrDefault(ServiceKey);

    public ConfigValue? Sends => extensions.GetValueOrDefault(SendsKey);

    public ConfigValue? Caller => extensions.GetValueOrDefault(CallerKey);

    public IEnumerable<ConfigValue> Settings => levels.Select(level => level.CheckSettings).Where(settings => settings.IsThere);

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
