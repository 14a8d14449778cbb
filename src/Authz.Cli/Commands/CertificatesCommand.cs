using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Authz.Cli.Certificates;
using Authz.Cli.Output;
using Authz.Cli.Reading;

namespace Authz.Cli.Commands;

/// <summary>`authz certificates`: a certificate for each identity in the policies, for trying things out.</summary>
internal static class CertificatesCommand
{
    private const int DaysDefault = 30;
    private const int DaysMax = 365;

    public static Command Create(CliHost host)
    {
        Option<string> directory = new("--out")
        {
            Description = "The folder that certificates and keys are written to",
            HelpName = "DIR",
            Required = true,
        };
        Option<int> days = new("--days")
        {
            Description = $"How long the certificates are good for, at most {DaysMax}",
            HelpName = "NUMBER",
            DefaultValueFactory = _ => DaysDefault,
            CustomParser = ReadDays,
        };
        Option<bool> force = new("--force")
        {
            Description = "Make new authorities too; what the old ones signed is trusted no more",
        };
        Option<string> policies = CommonSymbols.Policies();
        Option<string> format = CommonSymbols.Format();
        var command = new Command(
            "certificates", "Make development certificates: an authority per trust domain, a certificate per building block")
        {
            directory,
            policies,
            days,
            force,
            format,
        };
        command.SetAction(parsed =>
        {
            PolicyFolder folder = PolicyFolder.Read(parsed.GetRequiredValue(policies));
            Printer printer = Printer.Of(parsed, format, host);
            if (folder.Policies is not { } bound)
            {
                ValidationReport.Print(printer, folder);
                return folder.FailureCode;
            }

            var issuer = new CertificateIssuer(
                new CertificateFolder(parsed.GetRequiredValue(directory)),
                host.Clock.GetUtcNow(),
                TimeSpan.FromDays(parsed.GetValue(days)),
                parsed.GetValue(force));
            CertificateReport.Print(printer, issuer.Issue(CertificatePlan.For(bound)));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static int ReadDays(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int days) && days is >= 1 and <= DaysMax)
        {
            return days;
        }

        result.AddError($"--days must be a whole number between 1 and {DaysMax}.");
        return DaysDefault;
    }
}
