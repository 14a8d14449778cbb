namespace Authz.Cli.Servers;

/// <summary>Variables of the environment that say which service is asked, and by whom.</summary>
internal static class ServerVariables
{
    public const string Server = "AUTHZ_SERVER";
    public const string Authorities = "AUTHZ_CA";
    public const string Certificate = "AUTHZ_CERTIFICATE";
    public const string Key = "AUTHZ_KEY";
    public const string Token = "AUTHZ_TOKEN";
    public const string TokenFile = "AUTHZ_TOKEN_FILE";
}
