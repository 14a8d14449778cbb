namespace Authz.Cli.Output;

/// <summary>Colours for a terminal; nothing at all for a file or a pipe.</summary>
internal sealed class Paint(bool isEnabled)
{
    public string Bad(string text) => Wrap(text, "1;31");

    public string Good(string text) => Wrap(text, "1;32");

    public string Warning(string text) => Wrap(text, "1;33");

    public string Strong(string text) => Wrap(text, "1");

    public string Faint(string text) => Wrap(text, "2");

    private string Wrap(string text, string code) => isEnabled ? $"\e[{code}m{text}\e[0m" : text;
}
