namespace Authz.Policies.Requests;

/// <summary>What a listener says that it sends. INVARIANT: zero is nothing, so that what is missing stays unknown.</summary>
[Flags]
public enum ListenerParts : byte
{
    None = 0,
    Body = 1,
    Sni = 2,
    Metadata = 4,
}
