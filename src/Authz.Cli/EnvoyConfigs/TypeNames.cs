namespace Authz.Cli.EnvoyConfigs;

/// <summary>The messages that are looked into.</summary>
internal static class TypeNames
{
    public const string ConnectionManager = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
    public const string HttpAuthz = "envoy.extensions.filters.http.ext_authz.v3.ExtAuthz";
    public const string HttpAuthzPerRoute = "envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute";
    public const string Router = "envoy.extensions.filters.http.router.v3.Router";
    public const string RouteFilterConfig = "envoy.config.route.v3.FilterConfig";
    public const string Route = "envoy.config.route.v3.Route";
    public const string RouteList = "envoy.config.route.v3.RouteList";
    public const string ConnectionAuthz = "envoy.extensions.filters.network.ext_authz.v3.ExtAuthz";
    public const string TcpProxy = "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy";
    public const string ConnectionDirectResponse = "envoy.extensions.filters.network.direct_response.v3.Config";
    public const string Echo = "envoy.extensions.filters.network.echo.v3.Echo";
    public const string TlsInspector = "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector";
    public const string DownstreamTls = "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext";
    public const string UpstreamTls = "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext";
    public const string QuicDownstream = "envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport";
    public const string Tap = "envoy.extensions.transport_sockets.tap.v3.Tap";
    public const string SpiffeValidator = "envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig";
    public const string EarlyHeaderMutation = "envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation";
    public const string UdpProxy = "envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig";

    public const string HttpOptionsKey = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    public const string Bootstrap = "envoy.config.bootstrap.v3.Bootstrap";
    public const string Listener = "envoy.config.listener.v3.Listener";
    public const string RouteConfiguration = "envoy.config.route.v3.RouteConfiguration";
    public const string Cluster = "envoy.config.cluster.v3.Cluster";
}
