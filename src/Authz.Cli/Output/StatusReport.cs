using System.Text.Json.Nodes;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>What rules now.</summary>
internal static class StatusReport
{
    public static void Print(Printer printer, RepositoryState state) =>
        printer.Print((output, paint) => WriteText(output, paint, state), () => ToJson(state));

    private static void WriteText(TextWriter output, Paint paint, RepositoryState state)
    {
        WriteActive(output, paint, state);
        output.WriteLine($"{Count.Of(state.Versions.Length, "version")} kept, {Count.Of(state.Revocations.Length, "revocation")} in effect");
        foreach (Revocation revocation in state.Revocations)
        {
            output.WriteLine(
                $"{revocation.Id,5}  {Printable.Of($"{revocation.From} -> {revocation.To}")}  {VersionText.Time(revocation.Time)} "
                + VersionText.Says(revocation.By, revocation.Reason));
        }

        foreach (RepositoryDamage damage in state.Damages)
        {
            output.WriteLine($"{paint.Bad("damaged")}: {Printable.Of(damage.ToString())}");
        }
    }

    private static void WriteActive(TextWriter output, Paint paint, RepositoryState state)
    {
        if (state.Active is not { } active)
        {
            output.WriteLine("no version is active");
            return;
        }

        string name = state.Find(active.Digest) is { } version
            ? VersionText.Name(version)
            : $"a version whose record is lost ({VersionText.Short(active.Digest)})";
        string pinned = active.IsPinned ? ", " + paint.Warning("pinned until `authz unpin`") : "";
        output.WriteLine($"{paint.Strong(name)} is active{pinned}");
        output.WriteLine($"  since {VersionText.Time(active.Time)}, epoch {active.Epoch}, {VersionText.Says(active.By, active.Reason)}");
    }

    private static JsonObject ToJson(RepositoryState state) => new()
    {
        ["active"] = state.Active is { } active ? VersionText.ToJson(active) : null,
        ["number"] = state.Active is { } latest ? state.Find(latest.Digest)?.Number : null,
        ["versions"] = state.Versions.Length,
        ["revocations"] = new JsonArray([.. state.Revocations.Select(VersionText.ToJson)]),
        ["damages"] = new JsonArray([.. state.Damages.Select(static damage => JsonValue.Create(damage.ToString()))]),
    };
}
