namespace Authz.Service.Settings;

/// <summary>Which database has the versions, and how this replica follows it.</summary>
/// <param name="AddressFile">Whole path of the file with the connection string.</param>
/// <param name="Replica">What this one is called beside the others.</param>
/// <param name="PolicyAgeMax">Null: for ever.</param>
public sealed record PostgresSettings(string AddressFile, string Replica, TimeSpan? PolicyAgeMax);
