namespace Authz.Policies.Syntax;

/// <summary>What comes only where the listener is set up to send it.</summary>
public enum ListenerPart : byte
{
    Body = 0,
    Sni = 1,
    Metadata = 2,
}
