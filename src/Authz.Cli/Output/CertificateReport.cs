using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Certificates;

namespace Authz.Cli.Output;

/// <summary>Which certificates were made, and what they must not be used for.</summary>
internal static class CertificateReport
{
    private const string Caution =
        "For development only: the keys lie unprotected in this folder, those of the authorities too.";

    public static void Print(Printer printer, ImmutableArray<WrittenCertificate> certificates) =>
        printer.Print((output, paint) => WriteText(output, paint, certificates), () => ToJson(certificates));

    private static void WriteText(TextWriter output, Paint paint, ImmutableArray<WrittenCertificate> certificates)
    {
        int width = certificates.Max(certificate => certificate.CertificateFile.Length);
        foreach (WrittenCertificate certificate in certificates)
        {
            string reused = certificate.IsReused ? ", kept" : "";
            output.WriteLine(
                $"{certificate.CertificateFile.PadRight(width)}  {certificate.Identity} "
                + paint.Faint($"(until {certificate.Until:yyyy-MM-dd}{reused})"));
        }

        output.WriteLine();
        output.WriteLine(paint.Warning(Caution));
    }

    private static JsonObject ToJson(ImmutableArray<WrittenCertificate> certificates) => new()
    {
        ["caution"] = Caution,
        ["certificates"] = new JsonArray(
        [
            .. certificates.Select(certificate => new JsonObject
            {
                ["certificate"] = certificate.CertificateFile,
                ["key"] = certificate.KeyFile,
                ["identity"] = certificate.Identity,
                ["until"] = $"{certificate.Until:O}",
                ["kept"] = certificate.IsReused,
            }),
        ]),
    };
}
