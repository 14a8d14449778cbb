using System.Globalization;

namespace Authz.LoadGenerator.Arguments;

/// <summary>Options of a command with their values, each known and given once.</summary>
public sealed class ParsedOptions
{
    private readonly Dictionary<string, OptionDefinition> known;
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);

    private ParsedOptions(IEnumerable<OptionDefinition> options) => known = options.ToDictionary(option => option.Name, StringComparer.Ordinal);

    /// <exception cref="UsageException">An argument is no option of these, comes twice, lacks its value, or is missing.</exception>
    public static ParsedOptions Parse(ReadOnlySpan<string> arguments, IReadOnlyList<OptionDefinition> options)
    {
        var parsed = new ParsedOptions(options);
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            string? value = null;
            int equals = name.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                (name, value) = (name[..equals], name[(equals + 1)..]);
            }

            if (!parsed.known.TryGetValue(name, out OptionDefinition? option))
            {
                throw new UsageException($"{name} is no option here; --help lists them");
            }

            if (option.Value is null && value is not null)
            {
                throw new UsageException($"{name} takes no value");
            }

            if (option.Value is not null && value is null)
            {
                value = ++i < arguments.Length && !arguments[i].StartsWith("--", StringComparison.Ordinal)
                    ? arguments[i]
                    : throw new UsageException($"{name} needs a value: {name} {option.Value}");
            }

            if (!parsed.given.TryAdd(name, value ?? ""))
            {
                throw new UsageException($"{name} is given twice");
            }
        }

        OptionDefinition? missing = options.FirstOrDefault(option => option.IsRequired && !parsed.Has(option.Name));
        return missing is null ? parsed : throw new UsageException($"{missing.Name} {missing.Value} is missing");
    }

    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>What was given, else the default, else null.</summary>
    public string? Text(string name) => given.GetValueOrDefault(name) ?? known[name].Default;

    public string Required(string name) => Text(name) ?? throw new UsageException($"{name} is missing");

    public int Number(string name, int min, int max) => NumberOf(name, Required(name), min, max);

    public int? OptionalNumber(string name, int min, int max) => Text(name) is { } text ? NumberOf(name, text, min, max) : null;

    public IReadOnlyList<int> Numbers(string name, int min, int max) =>
        [.. Required(name).Split(',').Select(text => NumberOf(name, text, min, max))];

    public TimeSpan Duration(string name) => OptionalDuration(name) ?? throw new UsageException($"{name} is missing");

    public TimeSpan? OptionalDuration(string name) => Text(name) is { } text ? DurationOf(name, text) : null;

    public long? OptionalSize(string name) => Text(name) is { } text ? SizeOf(name, text) : null;

    /// <summary>As they were given.</summary>
    public override string ToString() => string.Join(' ', given.Select(option => $"{option.Key} {option.Value}".TrimEnd()));

    private static int NumberOf(string name, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new UsageException($"{name} is a whole number from {min} to {max}, not {text}");

    private static TimeSpan DurationOf(string name, string text)
    {
        (string unit, double milliseconds)[] units = [("us", 0.001), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];
        return Quantity(text, units) is { } value && value > 0 && value <= TimeSpan.FromDays(7).TotalMilliseconds
            ? TimeSpan.FromTicks((long)(value * TimeSpan.TicksPerMillisecond))
            : throw new UsageException($"{name} is a time with its unit, as 500us, 5ms, 30s, 10m or 2h, not {text}");
    }

    private static long SizeOf(string name, string text)
    {
        (string unit, double bytes)[] units = [("KB", 1024), ("MB", 1024 * 1024), ("GB", 1024 * 1024 * 1024)];
        return Quantity(text, units) is { } value
            ? (long)value
            : throw new UsageException($"{name} is a size with its unit, as 500KB, 20MB or 1GB, not {text}");
    }

    // The longest unit first, so that `5ms` is not `5m` and a rest.
    private static double? Quantity(string text, (string Unit, double Factor)[] units)
    {
        foreach ((string unit, double factor) in units.OrderByDescending(unit => unit.Unit.Length))
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(
                    text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
            {
                return value * factor;
            }
        }

        return null;
    }
}
