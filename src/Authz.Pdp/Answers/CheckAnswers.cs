using System.Buffers;
using System.Runtime.CompilerServices;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Answers;

/// <summary>
/// What Envoy is told, by one version: fragments of CheckResponse prepared for each rule and each block, put together
/// with the decision id into one span. Nothing is written until the length of all of it is known.
/// </summary>
public sealed class CheckAnswers
{
    private const ulong Ok = 0;

    // Parentheses, so that no block can be called like it.
    private const string AnonymousSubject = "(anonymous)";
    private const string UnknownSubject = "(unknown)";
    private const string RejectedSubject = "(rejected)";

    private readonly AnswerFragment okStatus = new(AnswerFields.StatusOf(Ok));
    private readonly AnswerFragment okHeaders;
    private readonly AnswerFragment clientRemoved;
    private readonly AnswerFragment metadata;
    private readonly AnswerFragment anonymous = SubjectOf(AnonymousSubject);
    private readonly AnswerFragment unknown = SubjectOf(UnknownSubject);
    private readonly AnswerFragment rejected = SubjectOf(RejectedSubject);
    private readonly FragmentTable clients;
    private readonly FragmentTable outboundClients;
    private readonly FragmentTable subjects;
    private readonly FragmentTable proofs;
    private readonly FragmentTable rules;
    private readonly FragmentTable shadowRules;
    private readonly FragmentTable expiredRules;
    private readonly DenialAnswers denials;
    private readonly RuleAnswers ruleAnswers;

    public CheckAnswers(DecisionTree tree, string version, AnswerSettings settings)
        : this(tree, version, settings, CompilationPace.Unbroken)
    {
    }

    /// <param name="version">What names the version to people: plain ASCII.</param>
    /// <param name="pace">Told between the steps, as by a compilation.</param>
    public CheckAnswers(DecisionTree tree, string version, AnswerSettings settings, CompilationPace pace)
    {
        ThrowUnlessHeaderValue(version);
        ThrowUnlessHeaderValue(settings.Challenge);
        denials = new DenialAnswers(settings);
        ruleAnswers = new RuleAnswers(tree, settings);
        okHeaders = PrepareHeaders(version, settings);
        clientRemoved = new AnswerFragment(AnswerFields.RemoveHeader(new WireWriter(), AnswerHeaders.Client));
        metadata = new AnswerFragment(AnswerFields.MetadataEntry("decision_id", AnswerFragment.Hole)
            .Append(AnswerFields.MetadataEntry("version", version)));
        clients = new FragmentTable(tree.BlockNames, AddClient, pace);
        outboundClients = settings.Forwarded.Clients.Count == 0
            ? clients
            : new FragmentTable(tree.BlockNames, (all, name) => AddOutboundClient(all, name, settings.Forwarded), pace);
        proofs = new FragmentTable(IdentityProofTokens.All, static (all, tokens) => AnswerFields.AddMetadataEntry(all, "proof", tokens), pace);
        subjects = new FragmentTable(tree.BlockNames, static (all, name) => AnswerFields.AddMetadataEntry(all, "subject", name), pace);
        rules = new FragmentTable(tree.RuleNames, static (all, name) => AnswerFields.AddMetadataEntry(all, "rule", name), pace);
        shadowRules = new FragmentTable(tree.RuleNames, static (all, name) => AnswerFields.AddMetadataEntry(all, "shadow_rule", name), pace, tree.IsShadow);
        expiredRules = new FragmentTable(tree.RuleNames, static (all, name) => AnswerFields.AddMetadataEntry(all, "expired_rule", name), pace, tree.Expires);
    }

    /// <summary>INVARIANT: the code is 0 if and only if the effect is `Allow`; anything else, known or not, denies.</summary>
    [SkipLocalsInit]
    public void Write(in Decision decision, in Caller caller, in DecisionId id, IBufferWriter<byte> response)
    {
        Span<byte> decisionId = stackalloc byte[DecisionId.Length];
        id.Write(decisionId);
        if (decision.Effect == Effect.Allow)
        {
            WriteAllow(in decision, in caller, decisionId, response);
        }
        else if (decision.Reason == DecisionReason.Overloaded)
        {
            // Nobody has looked whether the credentials are good: an error, so that nobody reads it as a refusal.
            ErrorAnswers.Write(CheckFailure.Overloaded, in id, response);
        }
        else
        {
            WriteDenial(in decision, in caller, decisionId, response);
        }
    }

    private void WriteAllow(
        in Decision decision, in Caller caller, ReadOnlySpan<byte> decisionId, IBufferWriter<byte> response)
    {
        ReadOnlySpan<byte> client = ClientOf(in caller);
        ReadOnlySpan<byte> rule = decision.Rule < 0 ? [] : rules[decision.Rule];
        ReadOnlySpan<byte> shadow = decision.ShadowRule < 0 ? [] : shadowRules[decision.ShadowRule];
        ReadOnlySpan<byte> subject = SubjectOf(in caller);
        ReadOnlySpan<byte> proof = caller.IsProved ? proofs[(int)caller.Proofs] : [];
        RuleAnswer added = ruleAnswers.OfAllow(in decision) ?? RuleAnswer.None;
        int okLength = client.Length + okHeaders.Length + added.Response.Length;
        int metadataLength = added.Metadata.Length + metadata.Length + rule.Length + shadow.Length + subject.Length + proof.Length;
        int length = okStatus.Length
            + AnswerCursor.HeadLength(okLength) + okLength
            + AnswerCursor.HeadLength(metadataLength) + metadataLength;

        var cursor = new AnswerCursor(response.GetSpan(length), decisionId);
        cursor.Add(okStatus);
        cursor.AddHead(AnswerFields.OkResponseTag, okLength);
        cursor.Add(client);
        cursor.Add(okHeaders);
        cursor.Add(added.Response);
        cursor.AddHead(AnswerFields.DynamicMetadataTag, metadataLength);
        cursor.Add(added.Metadata);
        cursor.Add(metadata);
        cursor.Add(rule);
        cursor.Add(shadow);
        cursor.Add(subject);
        cursor.Add(proof);
        response.Advance(length);
    }

    private void WriteDenial(
        in Decision decision, in Caller caller, ReadOnlySpan<byte> decisionId, IBufferWriter<byte> response)
    {
        RuleAnswer? added = ruleAnswers.OfDenial(in decision);
        AnswerFragment addedMetadata = (added ?? RuleAnswer.None).Metadata;

        // Whoever sent no credentials is asked for them, and hears nothing of what a rule says.
        AnswerFragment denial = added is null || decision.IsUnauthenticated ? denials.Of(in decision) : added.Response;
        AnswerFragment reason = denials.ReasonOf(in decision);
        ReadOnlySpan<byte> rule = decision.Rule < 0 ? [] : rules[decision.Rule];
        ReadOnlySpan<byte> shadow = decision.ShadowRule < 0 ? [] : shadowRules[decision.ShadowRule];
        ReadOnlySpan<byte> expired = decision.ExpiredRule < 0 ? [] : expiredRules[decision.ExpiredRule];
        ReadOnlySpan<byte> subject = SubjectOf(in caller);
        ReadOnlySpan<byte> proof = caller.IsProved ? proofs[(int)caller.Proofs] : [];
        int metadataLength = addedMetadata.Length + metadata.Length + reason.Length + rule.Length + shadow.Length + expired.Length + subject.Length + proof.Length;
        int length = denial.Length + AnswerCursor.HeadLength(metadataLength) + metadataLength;

        var cursor = new AnswerCursor(response.GetSpan(length), decisionId);
        cursor.Add(denial);
        cursor.AddHead(AnswerFields.DynamicMetadataTag, metadataLength);
        cursor.Add(addedMetadata);
        cursor.Add(metadata);
        cursor.Add(reason);
        cursor.Add(rule);
        cursor.Add(shadow);
        cursor.Add(expired);
        cursor.Add(subject);
        cursor.Add(proof);
        response.Advance(length);
    }

    private ReadOnlySpan<byte> ClientOf(scoped in Caller caller)
    {
        if (!caller.IsProved)
        {
            return clientRemoved.Bytes;
        }

        return caller.IsOutbound ? outboundClients[caller.Block] : clients[caller.Block];
    }

    private ReadOnlySpan<byte> SubjectOf(scoped in Caller caller) => caller.Status switch
    {
        CallerStatus.Proved => subjects[caller.Block],
        CallerStatus.Anonymous => anonymous.Bytes,
        CallerStatus.Unknown => unknown.Bytes,
        CallerStatus.Rejected => rejected.Bytes,
    };

    private static AnswerFragment SubjectOf(string name) => new(AnswerFields.MetadataEntry("subject", name));

    private static void AddClient(WireWriter headers, string block)
    {
        ThrowUnlessHeaderValue(block);
        AnswerFields.SetHeader(headers, AnswerHeaders.Client, block);
    }

    /// <summary>The next security server hears who calls by X-Road's name for it.</summary>
    private static void AddOutboundClient(WireWriter headers, string block, ForwardedHeaders forwarded)
    {
        AddClient(headers, block);
        if (forwarded.Clients.TryGetValue(block, out string? client))
        {
            AnswerFields.SetHeader(headers, AnswerHeaders.RoadClient, client);
        }
    }

    private static AnswerFragment PrepareHeaders(string version, AnswerSettings settings)
    {
        // A name that is both set and removed is removed: each stands on one side only.
        var headers = new WireWriter();
        if (settings.VersionHeader)
        {
            AnswerFields.SetHeader(headers, AnswerHeaders.Version, version);
        }
        else
        {
            AnswerFields.RemoveHeader(headers, AnswerHeaders.Version);
        }

        if (settings.DecisionHeader)
        {
            AnswerFields.SetHeader(headers, AnswerHeaders.Decision, AnswerFragment.Hole);
        }
        else
        {
            AnswerFields.RemoveHeader(headers, AnswerHeaders.Decision);
        }

        foreach (string secret in settings.Forwarded.Removed)
        {
            AnswerFields.RemoveHeader(headers, secret);
        }

        return new AnswerFragment(headers);
    }

    /// <summary>Envoy answers 500 to a header that it would not send, whatever the decision was.</summary>
    private static void ThrowUnlessHeaderValue(string value)
    {
        if (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException($"not the value of a header: \"{value}\"", nameof(value));
        }
    }
}
