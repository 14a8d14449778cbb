using Authz.LoadGenerator.Commands;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The first one ends the run, and its report is written; the second one ends the program.
    press.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
return await CommandLine.RunAsync(args, new CommandOutput(Console.Out, Console.Error, !Console.IsOutputRedirected), stop.Token);
