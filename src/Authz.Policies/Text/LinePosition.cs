namespace Authz.Policies.Text;

/// <summary>Where a person looks: both numbers start at one.</summary>
public readonly record struct LinePosition(int Line, int Column);
