using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>A place in a policy file, with the folder that was named on the command line in front of it.</summary>
internal static class Place
{
    public static string File(string directory, SourceSpan span) => Path.Combine(directory, span.Path);

    /// <summary>`path:line:column`, as terminals and editors open it.</summary>
    public static string Of(string directory, SourceSpan span)
    {
        LinePosition position = span.Position;
        return $"{File(directory, span)}:{position.Line}:{position.Column}";
    }
}
