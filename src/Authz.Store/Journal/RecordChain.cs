using System.Collections.Immutable;
using System.Globalization;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>
/// Numbered records of which the latest rules: each is a file, and the latest is copied to one that is replaced whole. A new one
/// counts for nothing until that copy is it; a copy that was damaged is found again in the record.
/// </summary>
/// <typeparam name="TRecord">What one file holds.</typeparam>
internal sealed class RecordChain<TRecord>
    where TRecord : class
{
    private readonly RecordFolder<TRecord> history;
    private readonly RecordFolder<TRecord> pointers;
    private readonly string pointer;
    private readonly Func<TRecord, long> number;
    private readonly int kept;

    /// <param name="pointer">The name of the copy.</param>
    /// <param name="kept">How many of the latest stay.</param>
    public RecordChain(
        RecordFolder<TRecord> history, RecordFolder<TRecord> pointers, string pointer, Func<TRecord, long> number, int kept)
    {
        this.history = history;
        this.pointers = pointers;
        this.pointer = pointer;
        this.number = number;
        this.kept = kept;
    }

    /// <summary>Latest first.</summary>
    public ImmutableArray<TRecord> All { get; private set; } = [];

    public TRecord? Latest => All.IsEmpty ? null : All[0];

    /// <exception cref="RepositoryException">Which one is the latest cannot be told: an older one must not pass for it.</exception>
    public void Load(ImmutableArray<RepositoryDamage>.Builder damages)
    {
        ImmutableArray<TRecord> records = [.. history.ReadAll(damages).OrderByDescending(number)];
        TRecord? latest = pointers.Read(pointer, out RepositoryDamage? damage);
        if (latest is null)
        {
            AssertLatestIsWhole(records, isDamaged: damage is not null);
            if (damage is not null || records.Length > 1)
            {
                damages.Add(new RepositoryDamage(
                    pointers.PathOf(pointer), "it is not what was written, or not there; the latest record is taken instead"));
            }
        }

        // One that was begun and not finished never ruled.
        All = latest is null ? records : [latest, .. records.Where(record => number(record) < number(latest))];
    }

    public void Append(TRecord record)
    {
        history.Write(NameOf(number(record)), record);
        pointers.Write(pointer, record);
        ImmutableArray<TRecord> all = All.Insert(0, record);
        foreach (TRecord dropped in all.Skip(kept))
        {
            history.TryDelete(NameOf(number(dropped)));
        }

        All = [.. all.Take(kept)];
    }

    private void AssertLatestIsWhole(ImmutableArray<TRecord> records, bool isDamaged)
    {
        string? last = history.Names().Max(StringComparer.Ordinal);
        bool isLost = last is null ? isDamaged : records.IsEmpty || NameOf(number(records[0])) != last;
        if (isLost)
        {
            string[] lost = last is null ? [pointers.PathOf(pointer)] : [pointers.PathOf(pointer), history.PathOf(last)];
            throw new RepositoryException(
                RepositoryProblem.Damaged,
                $"the latest state cannot be read: {string.Join(" and ", lost)} are not what was written, and an older record must not pass for it. "
                + "Restore one of them from a copy; or remove them, after which the record before them rules, and look at what that is before others use it");
        }
    }

    private static string NameOf(long number) => number.ToString("D19", CultureInfo.InvariantCulture);
}
