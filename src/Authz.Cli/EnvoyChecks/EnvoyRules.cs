using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>
/// Everything that `authz envoy check` holds a configuration to. Ids: 00 files, 01 what is asked and settings of HTTP and the
/// filter, 015 what policies read, 016 TLS, 017 clusters, 018 the whole process, 019 connections.
/// </summary>
internal static class EnvoyRules
{
    // Filled by the initialisers below it, in their order, so that none can be left out of the list.
    private static readonly List<EnvoyRule> Entries = [];

    public static readonly EnvoyRule NothingToCheck = Error("EC0001", "a file holds no Envoy configuration that takes calls",
        "what was not looked at must not pass for checked");
    public static readonly EnvoyRule NotSeen = Warning("EC0002", "a part of the configuration comes from elsewhere",
        "it was not looked at; a dump of the running Envoy (`/config_dump`) has it");
    public static readonly EnvoyRule TwoSpellings = Error("EC0003", "a field is there in two spellings",
        "Envoy takes one of the two values, and a reader may take the other");
    public static readonly EnvoyRule MoreDocuments = Error("EC0004", "a file has more than one document",
        "Envoy reads the first one and says nothing of the others");
    public static readonly EnvoyRule UnknownBefore = Note("EC0005", "an extension that is not known here stands before ext_authz",
        "what it makes of a request is what is decided on; it could also answer requests itself, and those are never asked about");
    public static readonly EnvoyRule Redacted = Note("EC0006", "a dump hides what routes are bound to",
        "Envoy writes `[redacted]` for context extensions; that they are there is seen, what they say is in the file that Envoy was started with");

    public static readonly EnvoyRule NotAsked = Error("EC0101", "calls reach a service without a decision",
        "whoever can connect may call: no policy is asked");
    public static readonly EnvoyRule ChangedAfter = Error("EC0102", "a filter changes requests after the decision",
        "what is forwarded is no longer what was decided on");
    public static readonly EnvoyRule UnknownAfter = Warning("EC0103", "an extension that is not known here stands after ext_authz",
        "if it changes the request, what is forwarded is no longer what was decided on");
    public static readonly EnvoyRule SwitchedOff = Error("EC0104", "the filter is switched off",
        "whoever can connect may call: no policy is asked");
    public static readonly EnvoyRule AskedSometimes = Error("EC0105", "the filter asks about some requests only",
        "the others are forwarded without a decision, and a runtime value that somebody changes decides which");
    public static readonly EnvoyRule ShadowMode = Error("EC0106", "in shadow mode everything is let through",
        "Envoy forwards a request whatever the answer is, and only counts the refusals");
    public static readonly EnvoyRule OpenOnFailure = Error("EC0107", "without an answer requests are let through",
        "whoever keeps the decision service from answering, by load or by cutting a line, may call everything");
    public static readonly EnvoyRule NotBound = Error("EC0108", "a route does not say which service it leads to",
        "a request that is judged as one service could be forwarded to another; the decision service refuses it (route_not_bound)");
    public static readonly EnvoyRule BoundToUnknown = Error("EC0109", "a route is bound to a service that there is not",
        "every request on it is refused (route_mismatch)");
    public static readonly EnvoyRule OpenPrefix = Warning("EC0110", "a route also takes paths that only begin alike",
        "`/records` also takes `/records-of-others`, which is another path to a policy and is led to the same cluster");
    public static readonly EnvoyRule OwnAnswer = Note("EC0111", "a route answers by itself, without being asked about",
        "nothing is forwarded, so no decision is needed; probes and redirects are the named exceptions, and leave no decision in the log");
    public static readonly EnvoyRule AskedElsewhere = Warning("EC0112", "a route asks another decision service",
        "its answers come from policies that are not these");
    public static readonly EnvoyRule NotOverGrpc = Error("EC0113", "the filter does not ask over gRPC",
        "the decision service speaks gRPC only: no request would get an answer");
    public static readonly EnvoyRule RoutedAgain = Error("EC0114", "a route is chosen anew after the decision",
        "a request that is judged as one service could be forwarded to another");
    public static readonly EnvoyRule UpgradePasses = Error("EC0115", "an upgrade goes past the filter",
        "a tunnel or an upgraded connection is led on without a decision, and what is sent in it is never looked at");
    public static readonly EnvoyRule UpgradeTaken = Warning("EC0116", "upgrades are taken",
        "the decision is on the first request alone: what is sent afterwards is not looked at, and outlives a grant that ends");
    public static readonly EnvoyRule ChosenByRequest = Error("EC0117", "the request chooses where it goes",
        "a header of the request says which cluster or host it is for, and so a request that is judged as one service could be forwarded to another");
    public static readonly EnvoyRule EveryHost = Warning("EC0118", "a virtual host that leads on takes every host",
        "policies tell services apart by host and path; a host that nobody declared should find nothing here");
    public static readonly EnvoyRule AnsweredBefore = Error("EC0119", "a filter answers before anybody is asked",
        "what it has stored for one caller it gives to all, without a decision");

    public static readonly EnvoyRule TwoPaths = Error("EC0120", "a path can be read in two ways",
        "the path that is decided on need not be the one that the service behind reads");
    public static readonly EnvoyRule Underscores = Error("EC0121", "headers with underscores are taken",
        "many servers read `x_role` as `x-role`: a rule that looks at one is passed by with the other");
    public static readonly EnvoyRule HostForms = Warning("EC0122", "a host can be written in two ways",
        "`api.` and `api:443` find another virtual host than `api`, or none");
    public static readonly EnvoyRule ForwardedCertificate = Error("EC0123", "a client's word is taken for its certificate",
        "`x-forwarded-client-cert` reaches the service behind as the client wrote it");
    public static readonly EnvoyRule LeftToDefault = Note("EC0124", "a setting that must hold is left to Envoy's default",
        "today's default is right; said, it stays so, and whoever copies the file sees it");
    public static readonly EnvoyRule SpoofedAddress = Warning("EC0125", "a caller's address can be forged",
        "`x-forwarded-for` is believed: rules and logs may see an address that the client chose");
    public static readonly EnvoyRule HeadersNotRemoved = Warning("EC0126", "clients can send headers that are not theirs to say",
        "frameworks take the path or the host from such headers, and services the caller from `x-authz-*`");
    public static readonly EnvoyRule Unbounded = Warning("EC0127", "something has no bound",
        "one client can hold connections, streams or memory that others need; and a certificate is looked at in the handshake only");
    public static readonly EnvoyRule LenientHttp = Warning("EC0128", "HTTP is read leniently",
        "what two servers read differently can hide a second request in a first one");
    public static readonly EnvoyRule ForwardedNotRead = Error("EC0129", "a route takes callers from a header that Envoy removes or adds to",
        "the caller is the last certificate in `x-forwarded-client-cert` as the trusted server wrote it; without it every call is refused");

    public static readonly EnvoyRule NoCertificateSent = Error("EC0130", "the caller's certificate is not sent",
        "a caller is read from the certificate; without it every mTLS call is refused (certificate_not_sent)");
    public static readonly EnvoyRule NoSniSent = Warning("EC0131", "the name that the client asked for is not sent",
        "conditions on `sni` are unknown, and an allow that needs them never holds");
    public static readonly EnvoyRule NoRawHeaders = Warning("EC0132", "headers are sent joined and mended",
        "values of a repeated header are joined by commas, and bytes that are no UTF-8 become `!`: conditions see less than the service");
    public static readonly EnvoyRule AnswerMoves = Error("EC0133", "an answer may lead the request elsewhere",
        "`:path` and `host` can be rewritten after the decision");
    public static readonly EnvoyRule AnswerUnchecked = Warning("EC0134", "what an answer changes is not checked",
        "a header that is not well-formed, or too many of them, would be forwarded");
    public static readonly EnvoyRule FailureLooksLikeDenial = Warning("EC0135", "a failure looks like a refusal",
        "without an answer callers are told 403, as if a policy had refused them: nobody retries, and nobody is alarmed");
    public static readonly EnvoyRule WaitsTooLong = Warning("EC0136", "Envoy waits too long for a decision",
        "requests that wait are requests that are held: a slow decision service would exhaust Envoy");
    public static readonly EnvoyRule WrongApiVersion = Error("EC0137", "the version of the protocol is not V3",
        "the decision service speaks envoy.service.auth.v3 only: no request would get an answer");
    public static readonly EnvoyRule HeadersHidden = Error("EC0138", "headers are hidden from the decision",
        "a header that is not sent counts as absent: a deny that looks for it never matches");
    public static readonly EnvoyRule BodyCut = Warning("EC0139", "bodies are sent cut or mended",
        "a body that is not whole, or whose bytes became `!`, is unreadable to conditions");

    public static readonly EnvoyRule PromisedNotSent = Error("EC0150", "a route promises what is not sent",
        "what `authz.sends` names and a request does not bring counts as absent instead of unknown: an allow may hold that must not");
    public static readonly EnvoyRule ReadNotSent = Warning("EC0151", "policies read what a route does not send",
        "the condition is unknown on every request: an allow never holds, and a deny always matches");
    public static readonly EnvoyRule UnknownPart = Warning("EC0152", "a word of `authz.sends` means nothing",
        "what it was meant to promise stays unknown");
    public static readonly EnvoyRule SendsNotSaid = Note("EC0153", "a route does not say what it sends",
        "what `authz.sends` does not name is unknown where it is missing, never absent");

    public static readonly EnvoyRule NotSecret = Error("EC0160", "others can connect without TLS",
        "nobody who calls here can show a certificate, and whoever listens on the way reads tokens, keys and answers");
    public static readonly EnvoyRule CertificateNotVerified = Error("EC0161", "certificates of callers are not verified",
        "anybody can make a certificate with anybody's name");
    public static readonly EnvoyRule AuthorityNotBound = Warning("EC0162", "an authority is not bound to its trust domain",
        "each authority in the file can vouch for every name, those of other trust domains included");
    public static readonly EnvoyRule SessionsResumed = Warning("EC0163", "TLS sessions are resumed",
        "a resumed session does not show the certificate again: one that was withdrawn or has expired goes on");
    public static readonly EnvoyRule OldTls = Warning("EC0164", "TLS before 1.3 is taken",
        "TLS 1.2 sends certificates in the clear and takes weaker ciphers");
    public static readonly EnvoyRule CallerFromAfar = Error("EC0165", "a route names the caller where others can connect",
        "`authz.caller` proves a pod's own application; the decision service takes it from the loopback and pipes alone");
    public static readonly EnvoyRule CertificateOptional = Warning("EC0166", "callers may come without a certificate",
        "who comes without one can be proved by a token, a key or a signature alone, and else is anonymous");

    public static readonly EnvoyRule PlainDecisions = Warning("EC0170", "decisions travel over plain text",
        "whoever can reach that network can answer in the decision service's place, and allow what he likes");
    public static readonly EnvoyRule ClusterMissing = Warning("EC0171", "the cluster of the decision service is not in the file",
        "it was not looked at; without it no request gets an answer");
    public static readonly EnvoyRule NotWatched = Warning("EC0172", "the decision service is not watched",
        "requests wait for replicas that do not answer, and pile up");
    public static readonly EnvoyRule NotHttp2 = Error("EC0173", "the decision service is not asked over HTTP/2",
        "gRPC needs HTTP/2: no request would get an answer");

    public static readonly EnvoyRule FixReverted = Error("EC0180", "a runtime value reverts a fix of Envoy's",
        "what Envoy mended in paths and headers is undone, and what was mended were ways around rules");
    public static readonly EnvoyRule RuntimeFromElsewhere = Warning("EC0181", "runtime values come from elsewhere",
        "whoever writes them can switch fixes and filters off while Envoy runs");
    public static readonly EnvoyRule OpenAdministration = Error("EC0182", "Envoy's administration is open to others",
        "whoever reaches it can change the runtime, read keys' places, and stop Envoy");
    public static readonly EnvoyRule NoOverloadManager = Warning("EC0183", "Envoy does not defend itself from overload",
        "it dies with every call that it holds, instead of refusing some");

    public static readonly EnvoyRule ConnectionNotAsked = Error("EC0190", "connections reach a service without a decision",
        "whoever can connect may use the service: no policy is asked");
    public static readonly EnvoyRule ConnectedBefore = Error("EC0191", "a service is connected to before the decision",
        "whatever it says first reaches a client that nobody has allowed");
    public static readonly EnvoyRule EveryName = Error("EC0192", "a chain takes connections for any name",
        "policies tell services apart by the name asked for; a name that is meant for another service is led to this one");
    public static readonly EnvoyRule UnknownServerName = Error("EC0193", "no tcp service has a server name",
        "every connection for it is refused");
    public static readonly EnvoyRule NamesNotRead = Warning("EC0194", "nobody reads the name that clients ask for",
        "without the TLS inspector no chain is chosen by its server name");
    public static readonly EnvoyRule DatagramsNotAsked = Error("EC0195", "datagrams reach a service without a decision",
        "whoever can send may use the service: no policy is asked");

    /// <summary>By id.</summary>
    public static ImmutableArray<EnvoyRule> All { get; } = [.. Entries];

    private static EnvoyRule Error(string id, string title, string why) => Add(id, DiagnosticSeverity.Error, title, why);

    private static EnvoyRule Warning(string id, string title, string why) => Add(id, DiagnosticSeverity.Warning, title, why);

    private static EnvoyRule Note(string id, string title, string why) => Add(id, DiagnosticSeverity.Note, title, why);

    private static EnvoyRule Add(string id, DiagnosticSeverity severity, string title, string why)
    {
        var entry = new EnvoyRule(new DiagnosticDescriptor(id, severity, title), why);
        Entries.Add(entry);
        return entry;
    }
}
