namespace Authz.Cli.Output;

/// <summary>What `--format` takes.</summary>
internal static class OutputFormats
{
    public const string Text = "text";
    public const string Json = "json";

    /// <summary>Only `validate`: SARIF is about findings in files.</summary>
    public const string Sarif = "sarif";
}
