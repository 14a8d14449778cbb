using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Callers;

/// <summary>One way to prove who calls.</summary>
public interface IAdminCredentials
{
    /// <summary>Whether it is fit for callers of other machines.</summary>
    public bool IsForNetwork { get; }

    /// <summary>Whether to look costs more than to be asked, so that a flood of bad ones must not be looked at.</summary>
    public bool IsCostly { get; }

    /// <summary>Null: nobody whom it knows.</summary>
    public ValueTask<AdminCaller?> FindAsync(HttpContext context);
}
