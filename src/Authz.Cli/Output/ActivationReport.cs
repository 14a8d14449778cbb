using System.Text.Json.Nodes;
using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>Which version was put in force.</summary>
internal static class ActivationReport
{
    public static void Print(Printer printer, ActivatedVersion version) => printer.Print(
        (output, paint) =>
        {
            Activation activation = version.Activation;
            string pinned = activation.IsPinned ? " and pinned until `authz unpin`" : ", not pinned";
            output.WriteLine($"{paint.Strong(VersionText.Name(version))} is active{pinned}; epoch {activation.Epoch}");
        },
        () =>
        {
            JsonObject json = VersionText.ToJson(version.Activation);
            json["number"] = version.Number;
            return json;
        });
}
