using System.Security.Cryptography.X509Certificates;

namespace Authz.Cli.Certificates;

/// <summary>One certificate to be made.</summary>
/// <param name="FileName">Without its ending.</param>
/// <param name="Authority">The name of the authority that signs it.</param>
/// <param name="Identity">What it proves, for people.</param>
/// <param name="ProvesClient">False: it only serves, and no listener takes it for a caller.</param>
internal sealed record LeafTerms(
    string FileName, string Authority, string CommonName, string Identity, X509Extension Names, bool ProvesClient);
