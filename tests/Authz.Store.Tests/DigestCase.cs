namespace Authz.Store.Tests;

/// <summary>One entry of `tests/cases/store/digests.json`; its digests come from another program.</summary>
internal sealed record DigestCase(string Name, Dictionary<string, string> Files, string Manifest, string Digest);
