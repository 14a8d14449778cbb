namespace Authz.Postgres.Tables;

/// <param name="Epoch">Whoever knew of an earlier one follows again.</param>
/// <param name="LastRevocation">Of those that the operator's replica knew.</param>
internal sealed record AcceptanceRow(long Epoch, long LastRevocation);
