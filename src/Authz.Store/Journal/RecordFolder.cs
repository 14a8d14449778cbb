using System.Collections.Immutable;
using System.Text.Json;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>Sealed records as JSON, one file each.</summary>
/// <typeparam name="TRecord">What one file holds.</typeparam>
internal sealed class RecordFolder<TRecord>(DurableFolder folder)
    where TRecord : class
{
    private const string Ending = ".json";

    private static readonly JsonSerializerOptions format = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public void Write(string name, TRecord record) =>
        folder.Write(name + Ending, SealedFile.Seal(JsonSerializer.SerializeToUtf8Bytes(record, format)));

    /// <summary>What is old may stay where the disk refuses.</summary>
    public void TryDelete(string name) => folder.TryDelete(name + Ending);

    public string PathOf(string name) => Path.Combine(folder.Path, name + Ending);

    /// <summary>Of all records, whole or not, in no order.</summary>
    public IEnumerable<string> Names() => folder.Names()
        .Where(static name => name.EndsWith(Ending, StringComparison.Ordinal))
        .Select(static name => name[..^Ending.Length]);

    /// <summary>Null: it is not there.</summary>
    /// <param name="damage">Null where it is there and whole, or not there at all.</param>
    public TRecord? Read(string name, out RepositoryDamage? damage)
    {
        damage = null;
        if (folder.Read(name + Ending) is not { } file)
        {
            return null;
        }

        TRecord? record = SealedFile.TryOpen(file, out ReadOnlyMemory<byte> content) ? Parse(content.Span) : null;
        damage = record is null
            ? new RepositoryDamage(PathOf(name), "its bytes are not those that were written; it is left out")
            : null;
        return record;
    }

    /// <summary>Those that are whole; what is wrong with others is added to the damages.</summary>
    public ImmutableArray<TRecord> ReadAll(ImmutableArray<RepositoryDamage>.Builder damages)
    {
        var records = ImmutableArray.CreateBuilder<TRecord>();
        foreach (string name in Names())
        {
            TRecord? record = Read(name, out RepositoryDamage? damage);
            if (record is not null)
            {
                records.Add(record);
            }

            if (damage is not null)
            {
                damages.Add(damage);
            }
        }

        return records.ToImmutable();
    }

    // The seal holds for a record of another release too, which this one may not know.
    private static TRecord? Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<TRecord>(content, format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
