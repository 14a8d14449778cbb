namespace Authz.Cli.EnvoyConfigs;

/// <summary>A `google.protobuf.Any`: the message's full name, and its fields.</summary>
internal readonly record struct TypedConfig(string Type, ConfigValue Value)
{
    /// <summary>Envoy tells extensions apart by this name alone; what an operator calls a filter says nothing.</summary>
    public static TypedConfig Of(ConfigValue any)
    {
        string type = NameOf(any.Entry("@type"));
        bool isStruct = type is "xds.type.v3.TypedStruct" or "udpa.type.v1.TypedStruct";
        return isStruct
            ? new TypedConfig(NameOf(any["type_url"]), any["value"])
            : new TypedConfig(type, any);
    }

    private static string NameOf(ConfigValue url) => url.Text[(url.Text.LastIndexOf('/') + 1)..];
}
