using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Testing.Naive;

/// <summary>
/// Decides from the documents as they were written: slow, without an index, without anything that the product computes
/// ahead of time. It was written from the reference of the policy language alone and shares no code with what it
/// judges, so that an error has to be made twice to stay unseen.
/// </summary>
public sealed class NaiveEvaluator(PolicySyntax policies)
{
    private static readonly string[] OverrideHeaders =
        ["x-http-method-override", "x-http-method", "x-method-override"];

    private readonly NaiveNames names = new(policies);
    private readonly NaiveRules rules = new(policies);

    /// <summary>The first step that has an objection names the reason.</summary>
    public NaiveDecision Decide(NaiveRequest request) =>
        request.IsConnection ? DecideConnection(request) : DecideRequest(request);

    private NaiveDecision DecideConnection(NaiveRequest request) =>
        NaiveService.FindConnection(policies, request.Sni) is { } service
            ? WithNotes(Judge([new NaiveCall(request, service, "")]), new NaiveCall(request, service, ""))
            : NaiveDecision.Denied(DecisionReason.NoService);

    private NaiveDecision DecideRequest(NaiveRequest request)
    {
        string? path = NaivePath.Read(request.Target);
        if (path is null)
        {
            return NaiveDecision.Denied(DecisionReason.NonCanonical);
        }

        string? host = NaiveHost.Read(request.Host);
        if (host is null)
        {
            return NaiveDecision.Denied(DecisionReason.BadHost);
        }

        NaiveService? service = NaiveService.Find(policies, host, path);
        if (service is null)
        {
            return NaiveDecision.Denied(DecisionReason.NoService);
        }

        // Where a service takes matrix parameters, it may also cut them off: two readings of one path.
        string cut = NaivePath.WithoutMatrixParameters(path);
        if (cut != path
            && (!service.TakesMatrixParameters || NaiveService.Find(policies, host, cut) != service))
        {
            return NaiveDecision.Denied(DecisionReason.NonCanonical);
        }

        // What ignores case behind the proxy must not serve as one service what was judged as another.
        if (new[] { path, cut }.Any(reading => NaiveService.IsAnotherIgnoringCase(policies, host, reading, service)))
        {
            return NaiveDecision.Denied(DecisionReason.NonCanonical);
        }

        DecisionReason? objection = ObjectionTo(request, service);
        if (objection is not null)
        {
            return NaiveDecision.Denied(objection.Value);
        }

        NaiveCall[] readings =
            [.. new[] { path, cut }.Select(reading => new NaiveCall(request, service, service.PathBelow(reading)))];

        // Of two readings it is left open which one the notes are about.
        return path == cut ? WithNotes(Judge(readings), readings[0]) : Judge(readings);
    }

    private static DecisionReason? ObjectionTo(NaiveRequest request, NaiveService service)
    {
        if (request.RouteBinding is null)
        {
            return DecisionReason.RouteNotBound;
        }

        if (request.RouteBinding != service.Name)
        {
            return DecisionReason.RouteMismatch;
        }

        if (!service.TakesMethod(request.Method))
        {
            return DecisionReason.UnknownMethod;
        }

        bool overridden = request.Headers.Any(header =>
            OverrideHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
            && header.Value.Trim(' ', '\t') != request.Method);
        return overridden && service.Syntax.MethodOverrideIgnored is not { Value: true }
            ? DecisionReason.MethodOverride
            : null;
    }

    /// <summary>
    /// Deny overrides allow, and what nobody allows is denied. Deny fires on any reading of the call; allow must hold
    /// on every one, and the first, which is the call as it was sent, says which rule is named.
    /// </summary>
    private NaiveDecision Judge(NaiveCall[] readings)
    {
        bool isUnauthenticated = readings[0].Caller.Kind == NaiveCallerKind.Anonymous;
        string? denying = FirstMatch(readings, Effect.Deny);
        if (denying is not null)
        {
            return new NaiveDecision(Effect.Deny, DecisionReason.DeniedByRule, denying, isUnauthenticated);
        }

        List<string?> allowing = [.. readings.Select(reading => FirstMatch([reading], Effect.Allow))];
        if (!allowing.Contains(null))
        {
            return new NaiveDecision(Effect.Allow, DecisionReason.AllowedByRule, allowing[0], false);
        }

        DecisionReason reason = readings[0].Caller.Kind switch
        {
            NaiveCallerKind.Anonymous => DecisionReason.CredentialsMissing,
            NaiveCallerKind.Unknown => DecisionReason.UnknownCaller,
            NaiveCallerKind.Block => DecisionReason.NoRule,
        };
        return new NaiveDecision(Effect.Deny, reason, null, isUnauthenticated);
    }

    private NaiveDecision WithNotes(NaiveDecision decision, NaiveCall call)
    {
        static bool IsShadow(AccessPolicySyntax policy) => policy.Mode is { Value: PolicyMode.Shadow };
        bool HasRunOut(AccessPolicySyntax policy) => !IsShadow(policy) && HasBegun(policy, call.Time) && HasEnded(policy, call.Time);
        return decision with
        {
            ShadowRule = FirstMatch([call], Effect.Deny, policy => IsShadow(policy) && IsInForce(policy, call.Time))
                ?? FirstMatch([call], Effect.Allow, policy => IsShadow(policy) && IsInForce(policy, call.Time)),
            ExpiredRule = decision.Effect == Effect.Deny ? FirstMatch([call], Effect.Allow, HasRunOut) : null,
        };
    }

    private string? FirstMatch(NaiveCall[] readings, Effect effect) => FirstMatch(
        readings,
        effect,
        policy => policy.Mode is not { Value: PolicyMode.Shadow } && IsInForce(policy, readings[0].Time));

    /// <summary>`policy/rule`: the first that matches a reading, by the policy's name and the rule's place.</summary>
    private string? FirstMatch(
        NaiveCall[] readings, Effect effect, Func<AccessPolicySyntax, bool> isMeant)
    {
        NaiveCall call = readings[0];
        IEnumerable<AccessPolicySyntax> decisive = policies.Documents.OfType<AccessPolicySyntax>()
            .Concat(NaiveRooms.PoliciesOf(policies))
            .Where(isMeant)
            .Where(policy => names.SpeaksOfCaller(policy, call.Caller))
            .Where(policy => names.SpeaksOfService(policy, call.Service))
            .OrderBy(policy => policy.Name.Value, StringComparer.Ordinal);
        foreach (AccessPolicySyntax policy in decisive)
        {
            RuleSyntax? matching = policy.Rules.FirstOrDefault(rule =>
                rule.Effect.Value == effect && readings.Any(reading => rules.Matches(rule, reading)));
            if (matching is not null)
            {
                return $"{policy.Name.Value}/{matching.Name.Value}";
            }
        }

        return null;
    }

    private static bool IsInForce(AccessPolicySyntax policy, DateTimeOffset time) =>
        HasBegun(policy, time) && !HasEnded(policy, time);

    private static bool HasBegun(AccessPolicySyntax policy, DateTimeOffset time) =>
        policy.Validity?.From is not { } from || from.Value <= time;

    private static bool HasEnded(AccessPolicySyntax policy, DateTimeOffset time) =>
        policy.Validity?.Until is { } until && until.Value <= time;
}
