using System.Text.Json.Nodes;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>Which version was put in force.</summary>
internal static class ActivationReport
{
    public static void Print(Printer printer, VersionRecord version, Activation activation) => printer.Print(
        (output, paint) =>
        {
            string pinned = activation.IsPinned ? " and pinned until `authz unpin`" : ", not pinned";
            output.WriteLine($"{paint.Strong(VersionText.Name(version))} is active{pinned}; epoch {activation.Epoch}");
        },
        () =>
        {
            JsonObject json = VersionText.ToJson(activation);
            json["number"] = version.Number;
            return json;
        });
}
