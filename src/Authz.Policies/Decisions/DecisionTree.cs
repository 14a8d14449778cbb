using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions.Answers;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions;

/// <summary>
/// All policies of one version, compiled: immutable, shared by all threads, asked without allocating. What comes in is
/// judged in a fixed order - can it be read, which service is it, does the route agree, is the caller who it says, may
/// the method be used - before any rule is looked at; and rules only ever allow what passed all of that.
/// </summary>
public sealed class DecisionTree
{
    private readonly ServiceIndex services;
    private readonly ServiceTable terms;
    private readonly MethodTable methods;
    private readonly int[] classOfBlock;
    private readonly int anonymousClass;
    private readonly PairIndex entries;
    private readonly AccessRules rules;
    private readonly RouteBindingMode routeBinding;
    private readonly QueryChanges queryChanges;

    internal DecisionTree(DecisionTreeParts parts)
    {
        parts.ThrowUnlessNameable();
        queryChanges = new QueryChanges(parts.AllowAnswers);
        services = parts.Services;
        terms = parts.Terms;
        methods = parts.Methods;
        classOfBlock = parts.ClassOfBlock;
        anonymousClass = parts.AnonymousClass;
        entries = parts.Entries;
        rules = parts.Rules;
        routeBinding = parts.RouteBinding;
        BlockNames = parts.BlockNames;
        ServiceNames = parts.ServiceNames;
        RuleNames = parts.RuleNames;
        AllowAnswers = parts.AllowAnswers;
        DenyAnswers = parts.DenyAnswers;
        OperationNames = parts.OperationNames;
    }

    public ImmutableArray<string> BlockNames { get; }

    /// <summary>`block/service` by index.</summary>
    public ImmutableArray<string> ServiceNames { get; }

    /// <summary>`policy/rule` by index; a lower index is named before a higher one.</summary>
    public ImmutableArray<string> RuleNames { get; }

    /// <summary>Of the rules that shape what they allow, by index.</summary>
    public FrozenDictionary<int, AllowAnswer> AllowAnswers { get; }

    /// <summary>Of the rules that shape what they refuse, by index.</summary>
    public FrozenDictionary<int, DenyAnswer> DenyAnswers { get; }

    /// <summary>Operation ids by service and operation index.</summary>
    public ImmutableArray<ImmutableArray<string>> OperationNames { get; }

    /// <summary>How large it is: what the next one of the same policies will need.</summary>
    internal int UnitCount => rules.UnitCount;

    /// <summary>Whether a decision may name the rule as one of a policy in shadow mode.</summary>
    public bool IsShadow(int rule) => rules.IsShadow(rule);

    /// <summary>Whether a decision may name the rule as one of a policy that has expired, now or later.</summary>
    public bool Expires(int rule) => rules.Expires(rule);

    public Decision Decide(in AccessRequest request, in Caller caller) =>
        Decide(in request, in caller, ref Unsafe.NullRef<ConditionTrail>());

    /// <param name="trail">
    /// Takes which conditions were asked and what they came to; it changes nothing of the decision. No reference
    /// (<see cref="Unsafe.NullRef{T}"/>): nobody wants to know.
    /// </param>
    public Decision Decide(in AccessRequest request, in Caller caller, ref ConditionTrail trail)
    {
        if (request.Fault != RequestFault.None)
        {
            return Deny(DecisionReason.Malformed);
        }

        if (!request.HasHttp)
        {
            return DecideConnection(in request, in caller, ref trail);
        }

        // Nearly every request comes as it is matched. Room to rewrite the others is a method of its own: it costs also if unused.
        if (services.TryRootOfCanonical(request.Host, out int root))
        {
            bool isServiceKnown = BasePathRoots.IsOnlyService(root, out int service);
            if (isServiceKnown)
            {
                // What is looked at meanwhile needs nothing of what is asked for: first the path, then the route, the caller and the method.
                terms.FetchAhead(service);
                entries.FetchAhead(ClassOf(in caller), service);
            }

            if (CanonicalPath.TryReadInPlace(request.Target, out CanonicalPath path))
            {
                int likelyPair = isServiceKnown ? entries.FetchEntryAhead(ClassOf(in caller), service) : PairIndex.NoPlace;
                return DecideOn(in request, in caller, request.Host, root, in path, likelyPair, ref trail);
            }
        }

        return DecideRewritten(in request, in caller, ref trail);
    }

    // What is not inlined, here and below, is so for its spans: whoever inlines them clears room for each of them with every call.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision DecideRewritten(in AccessRequest request, in Caller caller, ref ConditionTrail trail)
    {
        Span<byte> pathScratch = stackalloc byte[RequestLimits.PathBytesMax];
        if (!CanonicalPath.TryRead(request.Target, pathScratch, out CanonicalPath path))
        {
            return Deny(DecisionReason.NonCanonical);
        }

        Span<byte> hostScratch = stackalloc byte[RequestLimits.HostBytesMax];
        if (!CanonicalHost.TryRead(request.Host, hostScratch, out ReadOnlySpan<byte> host))
        {
            return Deny(DecisionReason.BadHost);
        }

        return DecideOn(in request, in caller, host, services.RootOf(host), in path, PairIndex.NoPlace, ref trail);
    }

    private Decision DecideOn(
        in AccessRequest request,
        in Caller caller,
        ReadOnlySpan<byte> host,
        int root,
        in CanonicalPath path,
        int likelyPair,
        ref ConditionTrail trail)
    {
        int service = services.Find(root, path.Bytes, out ReadOnlySpan<byte> below);
        DecisionReason refusal = RefusalBeforeRules(in request, in caller, host, in path, service, out ulong method);
        if (refusal != DecisionReason.None)
        {
            return Deny(refusal, service, caller.Status == CallerStatus.Rejected && refusal == caller.Rejection);
        }

        int entry = entries.Find(ClassOf(in caller), service, likelyPair);

        // Few returns, so that each is one of its own: from a common one the decision would go through memory once more.
        if (path.HasMatrixParameters || queryChanges.Any)
        {
            return DecideOnReadings(in request, in caller, host, in path, service, entry, below, method, ref trail);
        }

        return DecideByRules(in request, in caller, service, entry, below, path.SlashesBelow(below), method, ref trail);
    }

    /// <summary>What may be read in another way than by this tree: a path with `;`, or a query of which a rule takes something away.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision DecideOnReadings(
        in AccessRequest request,
        in Caller caller,
        ReadOnlySpan<byte> host,
        in CanonicalPath path,
        int service,
        int entry,
        ReadOnlySpan<byte> below,
        ulong method,
        ref ConditionTrail trail)
    {
        Decision decision = path.HasMatrixParameters
            ? DecideOnBothReadings(in request, in caller, host, in path, service, entry, below, method, ref trail)
            : DecideByRules(in request, in caller, service, entry, below, path.SlashesBelow(below), method, ref trail);
        return decision.IsAllowed && queryChanges.AreEvaded(decision.Rule, request.Target)
            ? Deny(DecisionReason.AmbiguousQuery, service)
            : decision;
    }

    /// <summary>
    /// A connection has no method and no path, and no route that could lead it elsewhere: the filter chain that took its SNI
    /// has bound it. Its entry holds only the rules of every method and path, so any method and the path `/` find them all.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision DecideConnection(in AccessRequest request, in Caller caller, ref ConditionTrail trail)
    {
        int service = services.FindConnection(request.Sni);
        if (service == ServiceIndex.NoService)
        {
            return Deny(DecisionReason.NoService);
        }

        return caller.Status == CallerStatus.Rejected
            ? Deny(RejectionOf(in caller), service, isUnauthenticated: true)
            : DecideByRules(in request, in caller, service, entries.Find(ClassOf(in caller), service), "/"u8, SegmentedPath.NotLooked, MethodTable.AllMethods, ref trail);
    }

    // A rejection without a reason is still one.
    private static DecisionReason RejectionOf(in Caller caller) =>
        caller.Rejection == DecisionReason.None ? DecisionReason.UnknownCaller : caller.Rejection;

    private DecisionReason RefusalBeforeRules(
        in AccessRequest request, in Caller caller, ReadOnlySpan<byte> host, in CanonicalPath path, int service, out ulong method)
    {
        method = 0;
        if (service == ServiceIndex.NoService)
        {
            return DecisionReason.NoService;
        }

        ref readonly ServiceTerms term = ref terms[service];
        if (term.EnclosesOthers && !services.LeadsToIgnoringCase(host, path.Bytes, service))
        {
            return DecisionReason.NonCanonical;
        }

        if (path.HasMatrixParameters && !term.MatrixParametersAllowed)
        {
            return DecisionReason.NonCanonical;
        }

        if (!request.HasRouteBinding && routeBinding == RouteBindingMode.Required)
        {
            return DecisionReason.RouteNotBound;
        }

        if (request.HasRouteBinding && !request.RouteBinding.SequenceEqual(terms.RouteBinding(in term)))
        {
            return DecisionReason.RouteMismatch;
        }

        if (caller.Status == CallerStatus.Rejected)
        {
            return RejectionOf(in caller);
        }

        method = methods.BitOf(request.Method);
        if ((method & term.Methods) == 0)
        {
            return DecisionReason.UnknownMethod;
        }

        return !term.MethodOverrideIgnored && MethodOverride.NamesAnotherMethod(request.Headers, request.Method)
            ? DecisionReason.MethodOverride
            : DecisionReason.None;
    }

    /// <summary>
    /// A service that takes `;` may drop what follows it, or not: what is allowed must be allowed on both readings.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision DecideOnBothReadings(
        in AccessRequest request,
        in Caller caller,
        ReadOnlySpan<byte> host,
        in CanonicalPath path,
        int service,
        int entry,
        ReadOnlySpan<byte> below,
        ulong method,
        ref ConditionTrail trail)
    {
        Span<byte> scratch = stackalloc byte[RequestLimits.PathBytesMax];
        Span<byte> stripped = scratch[..CanonicalPath.StripMatrixParameters(path.Bytes, scratch)];
        bool isSameService = services.Find(services.RootOf(host), stripped, out ReadOnlySpan<byte> strippedBelow) == service
            && (!terms[service].EnclosesOthers || services.LeadsToIgnoringCase(host, stripped, service));
        if (!isSameService)
        {
            return Deny(DecisionReason.NonCanonical, service);
        }

        Decision asSent = DecideByRules(in request, in caller, service, entry, below, SegmentedPath.NotLooked, method, ref trail);
        Decision onStripped = DecideByRules(in request, in caller, service, entry, strippedBelow, SegmentedPath.NotLooked, method, ref trail);
        bool isStrippedNamed = onStripped.Reason == DecisionReason.DeniedByRule
            ? asSent.Reason != DecisionReason.DeniedByRule || onStripped.Rule < asSent.Rule
            : asSent.IsAllowed && !onStripped.IsAllowed;
        return isStrippedNamed ? onStripped : asSent;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ClassOf(in Caller caller) => caller.IsProved ? classOfBlock[caller.Block] : anonymousClass;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision DecideByRules(
        in AccessRequest request,
        in Caller caller,
        int service,
        int entry,
        ReadOnlySpan<byte> path,
        ulong slashes,
        ulong method,
        ref ConditionTrail trail)
    {
        var segments = new SegmentedPath(path, slashes);
        int operation = rules.OperationOf(in terms[service], segments, method);
        Decision undecided = Decision.Undecided(service, operation);

        if (entry == PairIndex.NoEntry)
        {
            return WithoutRule(undecided, in caller);
        }

        ref readonly AccessEntry known = ref rules.Entry(entry);
        if (known.HasConditions)
        {
            return DecideConditionally(undecided, in known, in request, in caller, segments, method, ref trail);
        }

        return DecideByEntry(undecided, in known, in request, in caller, segments, method, ref Unsafe.NullRef<ConditionState>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision DecideConditionally(
        Decision undecided,
        in AccessEntry entry,
        in AccessRequest request,
        in Caller caller,
        SegmentedPath path,
        ulong method,
        ref ConditionTrail trail)
    {
        bool isTrailKept = !Unsafe.IsNullRef(ref trail);
        var state = new ConditionState(path.Bytes)
        {
            Claims = caller.Claims,
            IsTrailKept = isTrailKept,
            Trail = isTrailKept ? trail : default,
        };
        try
        {
            Decision decision = DecideByEntry(undecided, in entry, in request, in caller, path, method, ref state);
            if (isTrailKept)
            {
                trail = state.Trail;
            }

            return decision;
        }
        finally
        {
            state.Release();
        }
    }

    /// <param name="state">No reference for an entry without conditions: nothing of it asks for one.</param>
    private Decision DecideByEntry(
        Decision undecided,
        in AccessEntry entry,
        in AccessRequest request,
        in Caller caller,
        SegmentedPath path,
        ulong method,
        scoped ref ConditionState state)
    {
        rules.Find(
            in entry, in terms[undecided.Service], path, method, undecided.Operation, in request, ref state, out RuleMatches denies, out RuleMatches allows);
        int shadow = denies.Shadow != RuleMatches.NoRule ? denies.Shadow : allows.Shadow;
        if (shadow != RuleMatches.NoRule)
        {
            undecided = undecided with { ShadowRule = shadow };
        }

        if (!denies.Any && allows.Any)
        {
            return undecided.AllowedBy(allows.Enforced);
        }

        if (allows.Expired != RuleMatches.NoRule)
        {
            undecided = undecided with { ExpiredRule = allows.Expired };
        }

        if (denies.Any)
        {
            return undecided with
            {
                Reason = DecisionReason.DeniedByRule,
                Rule = denies.Enforced,
                IsUnauthenticated = caller.Status == CallerStatus.Anonymous,
            };
        }

        return WithoutRule(undecided, in caller);
    }

    private static Decision WithoutRule(Decision undecided, in Caller caller) => caller.Status switch
    {
        CallerStatus.Proved => undecided with { Reason = DecisionReason.NoRule },
        CallerStatus.Anonymous =>
            undecided with { Reason = DecisionReason.CredentialsMissing, IsUnauthenticated = true },
        CallerStatus.Unknown or CallerStatus.Rejected => undecided with { Reason = DecisionReason.UnknownCaller },
    };

    private static Decision Deny(DecisionReason reason, int service = ServiceIndex.NoService, bool isUnauthenticated = false) =>
        new() { Reason = reason, Service = service, IsUnauthenticated = isUnauthenticated };
}
