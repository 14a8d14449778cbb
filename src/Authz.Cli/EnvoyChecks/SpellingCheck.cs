using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Syntax.Yaml;

namespace Authz.Cli.EnvoyChecks;

/// <summary>Fields that are there in both spellings: whichever Envoy takes, the other is what somebody reads.</summary>
internal sealed class SpellingCheck
{
    private readonly HashSet<YamlNode> seen = new(ReferenceEqualityComparer.Instance);
    private readonly CheckContext context;

    private SpellingCheck(CheckContext context) => this.context = context;

    public static void Check(CheckContext context) => new SpellingCheck(context).Visit(context.Config.Root);

    private void Visit(ConfigValue value)
    {
        // An aliased value is looked at once.
        if (value.Node is null or YamlScalar || !seen.Add(value.Node))
        {
            return;
        }

        if (value.Node is YamlMapping mapping)
        {
            foreach (YamlEntry entry in mapping.Entries.Where(entry => entry.Key.Text.Contains('_')))
            {
                string other = FieldName.InCamelCase(entry.Key.Text);
                if (other != entry.Key.Text && mapping.Find(other) is not null)
                {
                    ConfigValue twin = value.Entry(other);
                    context.Findings.Report(
                        EnvoyRules.TwoSpellings, twin, $"`{other}` and `{entry.Key.Text}` are one field", Mend.Remove(twin));
                }
            }
        }

        foreach (ConfigValue inner in value.Entries.Concat(value.Items))
        {
            Visit(inner);
        }
    }
}
