using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Authz.Postgres.Schema;

/// <summary>One step of the schema: a file `NUMBER-NAME.sql` of this assembly.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Folder = ".Schema.Migrations.";

    /// <summary>In their order, from one on without a gap.</summary>
    public static ImmutableArray<Migration> All { get; } = Load();

    public static int Latest => All[^1].Number;

    private static ImmutableArray<Migration> Load()
    {
        Assembly assembly = typeof(Migration).Assembly;
        string prefix = assembly.GetName().Name + Folder;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(resource => Of(resource[prefix.Length..^".sql".Length], assembly.GetManifestResourceStream(resource))),
        ];
    }

    private static Migration Of(string name, Stream? resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return new Migration(int.Parse(name.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
