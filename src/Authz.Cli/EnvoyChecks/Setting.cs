using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>One value that a message is held to.</summary>
/// <param name="Path">Its field, or `a.b.c`.</param>
/// <param name="Value">What is written to mend it.</param>
/// <param name="Holds">It is there and right.</param>
internal sealed record Setting(EnvoyRule Rule, string Path, string Value, Func<ConfigValue, bool> Holds)
{
    /// <summary>Where it is not there Envoy does what is right: that is only worth a note.</summary>
    public bool HasGoodDefault { get; init; }

    public void Check(CheckContext context, ConfigValue message)
    {
        ConfigValue value = message.At(Path);
        bool isDefault = !value.IsThere && HasGoodDefault;
        if (isDefault ? context.Config.IsDump : Holds(value))
        {
            return;
        }

        string said = !value.IsThere ? "is not set"
            : value.Text.Length > 0 ? $"is `{value.Text}`"
            : "is not as it should be";
        context.Findings.Report(
            isDefault ? EnvoyRules.LeftToDefault : Rule,
            value,
            $"`{Path}` {said}; write `{Value}`",
            Mend.SetAt(message, Path, Value));
    }

    public static Setting True(EnvoyRule rule, string path) => new(rule, path, "true", value => value.IsTrue);

    /// <summary>False, which is also the default.</summary>
    public static Setting False(EnvoyRule rule, string path) =>
        new(rule, path, "false", value => !value.IsThere || value.IsFalse) { HasGoodDefault = true };

    /// <param name="words">Names of an enum, and their numbers; the first is written.</param>
    public static Setting OneOf(EnvoyRule rule, string path, params string[] words) =>
        new(rule, path, words[0], value => words.Contains(value.Text));

    public static Setting Duration(EnvoyRule rule, string path, string written, double secondsMax = double.PositiveInfinity) => new(
        rule,
        path,
        written,
        value => DurationValue.TryRead(value, out double seconds) && seconds > 0 && seconds <= secondsMax);

    public static Setting Number(EnvoyRule rule, string path, string written, double max = double.PositiveInfinity) => new(
        rule, path, written, value => DurationValue.TryReadNumber(value, out double number) && number > 0 && number <= max);
}
