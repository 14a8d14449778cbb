using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>A place in a policy file, with the folder that was named on the command line in front of it.</summary>
internal static class Place
{
    public static string File(string directory, SourceSpan span) =>
        span.Path == directory ? directory : Path.Combine(directory, span.Path);

    /// <summary>`path:line:column`, as terminals and editors open it; the path alone for what was said of a whole file.</summary>
    public static string Of(string directory, SourceSpan span)
    {
        LinePosition position = span.Position;
        string file = Printable.Of(File(directory, span));
        return span.Source.Text.Length == 0 ? file : $"{file}:{position.Line}:{position.Column}";
    }
}
