namespace Authz.Policies.Binding.Conditions;

public enum AttributeKind : byte
{
    Header = 0,
    Query = 1,
    Claim = 2,
    PathParameter = 3,
    SourceAddress = 4,
    Sni = 5,
    ContextExtension = 6,
    Metadata = 7,
    Body = 8,
}
