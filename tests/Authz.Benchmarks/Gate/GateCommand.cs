using System.Globalization;
using Authz.Benchmarks.Measuring;
using Authz.Benchmarks.Shapes;
using Authz.Benchmarks.World;

namespace Authz.Benchmarks.Gate;

/// <summary>The targets that need no network, as ratios of one run. A missed one fails the command.</summary>
internal static class GateCommand
{
    private const int Rounds = 33;
    private const string Ratio = "";

    public static async Task<int> RunAsync(TextWriter output)
    {
        bool isMet = true;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{Machine.Description}: {Rounds} interleaved rounds, medians of CPU time; loading by the wall clock"));
        foreach (Func<IEnumerable<GateRow>> part in (Func<IEnumerable<GateRow>>[])[Decisions, Proofs, LoadGate.Rows])
        {
            isMet &= await WriteAsync(output, part());
        }

        isMet &= await WriteAsync(output, await ResidentGate.RowsAsync());
        await output.WriteLineAsync(isMet ? "every target is met" : "a target is missed");
        return isMet ? 0 : 1;
    }

    private static IEnumerable<GateRow> Decisions()
    {
        DecideWorkload thousand = DecideWorkload.Of(ShapeCatalog.Write(ShapeCatalog.Usual, 1_000));
        DecideWorkload tenThousand = DecideWorkload.Of(ShapeCatalog.Write(ShapeCatalog.Usual, 10_000));
        DecideWorkload hundredThousand = DecideWorkload.Of(ShapeCatalog.Write(ShapeCatalog.Usual, 100_000));
        Measured[] hot = Ruler.Interleave(
            Rounds, tenThousand.HotDecisions(), tenThousand.HotRequests(), tenThousand.HotLookups(), thousand.HotDecisions(), hundredThousand.HotDecisions());
        Measured[] random = Ruler.Interleave(
            Rounds,
            tenThousand.RandomDecisions(),
            tenThousand.RandomRequests(),
            tenThousand.RandomLookups(),
            thousand.RandomDecisions(),
            hundredThousand.RandomDecisions());
        yield return OverLookup("hot set of 64", hot, 5);
        yield return OverLookup("65,536 random", random, 10);
        yield return OverSize("hot set of 64", hot, 1.2);
        yield return OverSize("65,536 random", random, 3);
    }

    private static GateRow OverLookup(string questions, Measured[] measured, double target)
    {
        Measured alone = measured[0].Without(measured[1]);
        return new GateRow(
            $"Decide, 10,000 rules, ÷ a FrozenDictionary lookup, {questions}", alone.Over(measured[2]), Ratio, target,
            string.Create(CultureInfo.InvariantCulture, $"{alone.Median:F0} ÷ {measured[2].Median:F0} ns"));
    }

    private static GateRow OverSize(string questions, Measured[] measured, double target)
    {
        Measured small = measured[3].Without(measured[1]);
        Measured large = measured[4].Without(measured[1]);
        return new GateRow(
            $"Decide, 100,000 ÷ 1,000 rules, {questions}", large.Over(small), Ratio, target,
            string.Create(CultureInfo.InvariantCulture, $"{large.Median:F0} ÷ {small.Median:F0} ns"));
    }

    private static IEnumerable<GateRow> Proofs()
    {
        ServedWorld world = ServedWorld.Of(10_000);
        Measured[] measured = Ruler.Interleave(
            Rounds, world.Checks(ServedWorld.ByToken("ES256").ToBytes()), world.Checks(ServedWorld.BySpiffe.ToBytes()));
        yield return new GateRow(
            "the whole check in process, token seen before ÷ mTLS", measured[0].Over(measured[1]), Ratio, null,
            string.Create(CultureInfo.InvariantCulture, $"{measured[0].Median:F0} ÷ {measured[1].Median:F0} ns"));
    }

    private static async Task<bool> WriteAsync(TextWriter output, IEnumerable<GateRow> rows)
    {
        bool isMet = true;
        foreach (GateRow row in rows)
        {
            string target = row.Target is { } most ? string.Create(CultureInfo.InvariantCulture, $"≤ {most}") : "reported";
            string line = string.Create(
                CultureInfo.InvariantCulture, $"{(row.IsMissed ? "MISSED" : "ok"),-7} {row.Value,8:F2} {row.Unit,-3} {target,-10} {row.What}  {row.About}");
            await output.WriteLineAsync(line.TrimEnd());
            isMet &= !row.IsMissed;
        }

        return isMet;
    }
}
