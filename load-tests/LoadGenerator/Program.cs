using System.Runtime.InteropServices;
using Authz.LoadGenerator.Commands;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The first one ends the run, and its report is written; the second one ends the program.
    press.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

// A script cannot send an interrupt to what it started in the background.
using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
});
return await CommandLine.RunAsync(args, new CommandOutput(Console.Out, Console.Error, !Console.IsOutputRedirected), stop.Token);
