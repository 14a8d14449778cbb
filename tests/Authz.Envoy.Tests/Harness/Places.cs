namespace Authz.Envoy.Tests.Harness;

/// <summary>Where each address of the bundled configs is while a test runs.</summary>
internal sealed class Places
{
    private readonly Dictionary<string, Listener> listeners = new()
    {
        ["gateway"] = new Listener(Ports.Next(), "patient-records.sandbox.gov"),
        ["gateway-outbound"] = new Listener(Ports.Next(), "postpartum.sandbox.gov"),
        ["sidecar"] = new Listener(Ports.Next(), "hospital.sandbox.gov"),
        ["sidecar-outbound"] = new Listener(Ports.Next(), "hospital.sandbox.gov", IsPlain: true),
        ["external"] = new Listener(Ports.Next(), "patient-records.sandbox.gov"),
        ["gateway-probes"] = new Listener(Ports.Next(), "any", IsPlain: true),
        ["sidecar-probes"] = new Listener(Ports.Next(), "any", IsPlain: true),
        ["external-probes"] = new Listener(Ports.Next(), "any", IsPlain: true),
    };

    public int Service { get; } = Ports.Next();

    public Listener this[string listener] => listeners[listener];

    /// <param name="applications">The port of each application, by its block.</param>
    public IReadOnlyDictionary<string, int> Of(string server, IReadOnlyDictionary<string, int> applications) => server switch
    {
        "gateway" => new Dictionary<string, int>
        {
            ["127.0.0.1:9901"] = 0,
            ["0.0.0.0:8440"] = listeners["gateway-probes"].Port,
            ["0.0.0.0:8443"] = listeners["gateway"].Port,
            ["0.0.0.0:8444"] = listeners["gateway-outbound"].Port,
            ["authz:9001"] = Service,
            ["patient-records-app:8080"] = applications["patient-records"],
            ["mcts-app:8080"] = applications["mcts"],
            ["hospital.sandbox.gov:8443"] = listeners["sidecar"].Port,
            ["mcts.sandbox.gov:8443"] = listeners["gateway"].Port,
        },
        "sidecar" => new Dictionary<string, int>
        {
            ["127.0.0.1:9902"] = 0,
            ["0.0.0.0:8440"] = listeners["sidecar-probes"].Port,
            ["0.0.0.0:8443"] = listeners["sidecar"].Port,
            ["127.0.0.1:8445"] = listeners["sidecar-outbound"].Port,
            ["127.0.0.1:8080"] = applications["hospital"],
            ["patient-records.sandbox.gov:8443"] = listeners["gateway"].Port,
        },
        "external" => new Dictionary<string, int>
        {
            ["127.0.0.1:9903"] = 0,
            ["0.0.0.0:8440"] = listeners["external-probes"].Port,
            ["0.0.0.0:8443"] = listeners["external"].Port,
            ["authz:9001"] = Service,
            ["patient-records-app:8080"] = applications["patient-records"],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, "no bundled config"),
    };
}
