namespace Authz.Admin.Http;

/// <summary>What a member of a body, or a parameter of a query, holds.</summary>
public enum MemberKind
{
    Text = 0,

    /// <summary>Whole, not negative.</summary>
    Number = 1,

    /// <summary>Names to texts.</summary>
    Texts = 2,

    /// <summary>Of a body alone. Not there: false.</summary>
    Flag = 3,
}
