namespace Authz.Policies.Text;

public enum DiagnosticSeverity : byte
{
    /// <summary>The set is not compiled.</summary>
    Error = 0,

    /// <summary>The set compiles; the author should look.</summary>
    Warning = 1,

    /// <summary>Nothing is wrong; the author should know.</summary>
    Note = 2,
}
