using System.Collections.Immutable;
using System.Globalization;
using Authz.Grpc.Endpoints;

namespace Authz.Service.Settings;

/// <summary>
/// The strongest value of each setting, read as what it must be. A value that cannot be read is a fault and counts as its
/// default, so that the settings after it are looked at too.
/// </summary>
internal sealed class SettingValues
{
    private const string ByDefault = "by default";

    /// <summary>From the strongest to the weakest.</summary>
    private readonly ImmutableArray<ILookup<string, SettingEntry>> layers;

    public SettingValues(IEnumerable<ImmutableArray<SettingEntry>> fromWeakToStrong)
    {
        layers =
        [
            .. fromWeakToStrong.Reverse().Select(static layer => layer.ToLookup(
                static entry => SettingCatalog.Find(entry.Name)?.Name ?? "", StringComparer.Ordinal)),
        ];
        foreach (SettingDefinition setting in SettingCatalog.All.Where(static setting => !setting.IsList))
        {
            foreach (SettingEntry second in layers.SelectMany(layer => layer[setting.Name].Skip(1).Take(1)))
            {
                Fault(setting, second, "is given twice there; leave one");
            }
        }
    }

    public List<SettingFault> Faults { get; } = [];

    /// <summary>Null if it is neither set nor has a default.</summary>
    public SettingEntry? Find(SettingDefinition setting) => FindAll(setting) is [var first, ..] ? first : null;

    /// <summary>Whether somebody set it, be it to its default.</summary>
    public bool IsSet(SettingDefinition setting) => layers.Any(layer => layer.Contains(setting.Name));

    public string Text(SettingDefinition setting) => Find(setting)?.Value ?? "";

    public bool Switch(SettingDefinition setting) => Choice(setting, [("true", true), ("false", false)]);

    public T Choice<T>(SettingDefinition setting, ReadOnlySpan<(string Name, T Value)> choices)
    {
        SettingEntry entry = Required(setting);
        foreach ((string name, T value) in choices)
        {
            if (SettingName.Canonical(name) == SettingName.Canonical(entry.Value.Trim()))
            {
                return value;
            }
        }

        Fault(setting, entry, $"is none of {setting.Form}");
        return choices[0].Value;
    }

    public TimeSpan Time(SettingDefinition setting, TimeSpan least, TimeSpan most)
    {
        SettingEntry entry = Required(setting);
        if (!Quantity.TryReadTime(entry.Value, out TimeSpan time))
        {
            Fault(setting, entry, "is no time; write a whole number and its unit, as in 300ms, 5s, 2m or 1h");
            return least;
        }

        if (time < least || time > most)
        {
            Fault(setting, entry, $"is out of range; write a time from {Quantity.Format(least)} to {Quantity.Format(most)}");
        }

        return time;
    }

    public int Size(SettingDefinition setting, int least, int most)
    {
        SettingEntry entry = Required(setting);
        if (!Quantity.TryReadSize(entry.Value, out long size))
        {
            Fault(setting, entry, "is no size; write a whole number of bytes, or one with a unit as in 64KiB or 1MiB");
            return least;
        }

        if (size < least || size > most)
        {
            Fault(setting, entry, $"is out of range; write a size from {least} to {most} bytes");
            return least;
        }

        return (int)size;
    }

    public int Count(SettingDefinition setting, int least, int most)
    {
        SettingEntry entry = Required(setting);
        if (!int.TryParse(entry.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            Fault(setting, entry, "is no whole number");
            return least;
        }

        if (count < least || count > most)
        {
            Fault(setting, entry, $"is out of range; write a number from {least} to {most}");
            return least;
        }

        return count;
    }

    public ImmutableArray<GrpcEndpoint> Endpoints(SettingDefinition setting)
    {
        var endpoints = ImmutableArray.CreateBuilder<GrpcEndpoint>();
        foreach (SettingEntry entry in FindAll(setting).SelectMany(Split))
        {
            if (!GrpcEndpoint.TryParse(entry.Value, out GrpcEndpoint? endpoint, out string? error))
            {
                Fault(setting, entry, error);
            }
            else if (endpoints.Any(other => other.ToString() == endpoint.ToString()))
            {
                Fault(setting, entry, "is given twice; leave one");
            }
            else
            {
                endpoints.Add(endpoint);
            }
        }

        return endpoints.ToImmutable();
    }

    public void Fault(SettingDefinition setting, SettingEntry entry, string problem) =>
        Faults.Add(new SettingFault(
            setting.IsHidden ? $"{setting.Name} ({entry.Origin})" : $"{setting.Name} `{entry.Value}` ({entry.Origin})", problem, setting.Places));

    private static IEnumerable<SettingEntry> Split(SettingEntry entry) =>
        entry.Value.Split([',', ';'], StringSplitOptions.TrimEntries).Select(part => entry with { Value = part });

    /// <summary>All of one layer: a shorter list on the command line replaces a longer one of the file whole.</summary>
    private ImmutableArray<SettingEntry> FindAll(SettingDefinition setting)
    {
        foreach (ILookup<string, SettingEntry> layer in layers)
        {
            if (layer.Contains(setting.Name))
            {
                return [.. layer[setting.Name]];
            }
        }

        return setting.Default.Length == 0 ? [] : [new SettingEntry(setting.Name, setting.Default, ByDefault)];
    }

    private SettingEntry Required(SettingDefinition setting) =>
        Find(setting) ?? throw new InvalidOperationException($"{setting.Name} has no default");
}
