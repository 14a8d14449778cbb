using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Lints;

/// <summary>An allow rule, and what keeps it from ever allowing anything; null: nothing does.</summary>
internal sealed record AllowOutlook(BoundPolicy Policy, BoundRule Rule, AllowHindrance? Hindrance);
