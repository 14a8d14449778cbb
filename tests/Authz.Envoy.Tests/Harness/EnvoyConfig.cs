using System.Globalization;
using System.Text.RegularExpressions;
using Authz.Testing;
using YamlDotNet.RepresentationModel;

namespace Authz.Envoy.Tests.Harness;

/// <summary>A config as it is bundled, with its addresses moved to this machine and nothing else changed.</summary>
internal sealed partial class EnvoyConfig
{
    private EnvoyConfig(string text) => Text = text;

    public string Text { get; }

    public static EnvoyConfig Bundled(string name) =>
        new(File.ReadAllText(Repository.PathTo("envoy", name + ".yaml")));

    /// <summary>A config that only tests use.</summary>
    public static EnvoyConfig OfCases(params ReadOnlySpan<string> parts) => new(File.ReadAllText(TestCases.Path(parts)));

    /// <summary>With another text wherever this one stands, as whoever edits the file would write it.</summary>
    public EnvoyConfig With(string text, string other) => Text.Contains(text, StringComparison.Ordinal)
        ? new EnvoyConfig(Text.Replace(text, other, StringComparison.Ordinal))
        : throw new KeyNotFoundException($"the config says `{text}` nowhere");

    /// <param name="places">`NAME:PORT` as written in the file, and the port on this machine.</param>
    public EnvoyConfig Place(IReadOnlyDictionary<string, int> places)
    {
        string placed = AddressLine().Replace(Text, match =>
        {
            string address = $"{match.Groups["address"].Value}:{match.Groups["port"].Value}";
            return places.TryGetValue(address, out int port)
                ? string.Create(CultureInfo.InvariantCulture, $"address: 127.0.0.1, port_value: {port}")
                : throw new KeyNotFoundException($"nobody says where {address} is");
        });
        return new EnvoyConfig(placed);
    }

    /// <summary>Leads one cluster or listener to the place of another.</summary>
    public EnvoyConfig Mislead(string address, string other) => new(Text.Replace(
        LineOf(address), LineOf(other), StringComparison.Ordinal));

    /// <summary>
    /// More patience with the decision service. On a machine that starts ten servers at once its 200 ms would measure
    /// the machine; that they are in the files is held by a test of the files.
    /// </summary>
    public EnvoyConfig WithPatience() => new(Text
        .Replace("timeout: 0.2s", "timeout: 10s", StringComparison.Ordinal)
        .Replace("timeout: 0.5s", "timeout: 10s", StringComparison.Ordinal)
        .Replace("connect_timeout: 0.15s", "connect_timeout: 10s", StringComparison.Ordinal));

    /// <summary>Leads one server name more to the chain that another one chooses.</summary>
    public EnvoyConfig WithServerName(string name, string other) => new(Text.Replace(
        $"server_names: [{name}]", $"server_names: [{name}, {other}]", StringComparison.Ordinal));

    /// <summary>Puts one virtual host in the place of all but the last one of the inbound listener.</summary>
    public EnvoyConfig WithOnlyRoute(string virtualHost)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text));
        var route = new YamlStream();
        route.Load(new StringReader(virtualHost));
        foreach (YamlMappingNode manager in ConnectionManagers.Of(stream, "inbound"))
        {
            var hosts = (YamlSequenceNode)manager["route_config"]["virtual_hosts"];
            YamlNode last = hosts.Children[^1];
            hosts.Children.Clear();
            hosts.Add(route.Documents[0].RootNode);
            hosts.Add(last);
        }

        var writer = new StringWriter(CultureInfo.InvariantCulture);
        stream.Save(writer, assignAnchors: false);
        return new EnvoyConfig(writer.ToString());
    }

    /// <summary>Has another filter note a header's value, and the note sent with each check.</summary>
    public EnvoyConfig WithNotes(string header, string filter, string key)
    {
        string notes = $$$"""
            - name: envoy.filters.http.header_to_metadata
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config
                request_rules:
                - {header: {{{header}}}, on_header_present: {metadata_namespace: {{{filter}}}, key: {{{key}}}, type: STRING}}
            """;
        return WithFirstFilter(
            notes, authz => authz.Add("metadata_context_namespaces", new YamlSequenceNode(new YamlScalarNode(filter))));
    }

    /// <summary>Has preflights answered before anybody is asked, where a route says for which origins.</summary>
    public EnvoyConfig WithPreflights() => WithFirstFilter(
        """
        - name: envoy.filters.http.cors
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
        """,
        _ => { });

    private EnvoyConfig WithFirstFilter(string filterText, Action<YamlMappingNode> changeAuthz)
    {
        var filter = new YamlStream();
        filter.Load(new StringReader(filterText));
        var stream = new YamlStream();
        stream.Load(new StringReader(Text));

        // Managers share one list of filters by an alias.
        foreach (YamlNode shared in ConnectionManagers.Of(stream, "inbound").Select(manager => manager["http_filters"]).Distinct())
        {
            var filters = (YamlSequenceNode)shared;
            changeAuthz((YamlMappingNode)filters.Children[^2]["typed_config"]);
            filters.Children.Insert(0, filter.Documents[0].RootNode[0]);
        }

        var writer = new StringWriter(CultureInfo.InvariantCulture);
        stream.Save(writer, assignAnchors: false);
        return new EnvoyConfig(writer.ToString());
    }

    private static string LineOf(string address) => $"address: {address.Replace(":", ", port_value: ", StringComparison.Ordinal)}";

    [GeneratedRegex(@"address: (?<address>[^\s,{}]+), port_value: (?<port>\d+)")]
    private static partial Regex AddressLine();
}
