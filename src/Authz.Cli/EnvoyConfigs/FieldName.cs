using System.Text;

namespace Authz.Cli.EnvoyConfigs;

/// <summary>The two spellings in which protobuf's JSON takes the name of a field.</summary>
internal static class FieldName
{
    public static string InCamelCase(string name)
    {
        if (!name.Contains('_'))
        {
            return name;
        }

        var camel = new StringBuilder(name.Length);
        bool isNext = false;
        foreach (char c in name)
        {
            if (c == '_')
            {
                isNext = true;
            }
            else
            {
                camel.Append(isNext ? char.ToUpperInvariant(c) : c);
                isNext = false;
            }
        }

        return camel.ToString();
    }
}
