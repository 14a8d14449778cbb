namespace Authz.Policies;

/// <summary>
/// How much a policy set may hold. Each limit bounds the time or the memory that an author can cost the service.
/// </summary>
public static class PolicyLimits
{
    public const int FileBytesMax = 16 * 1024 * 1024;

    /// <summary>Bytes of an OpenAPI document.</summary>
    public const int ApiDocumentBytesMax = 4 * 1024 * 1024;

    /// <summary>As <see cref="NestingMax"/>, for OpenAPI documents: schemas nest.</summary>
    public const int ApiDocumentNestingMax = 64;

    public const int DocumentsPerFileMax = 20_000;

    /// <summary>Mappings and lists within one another. It also bounds the stack while a document is read.</summary>
    public const int NestingMax = 32;

    /// <summary>Values that all aliases of a file stand for together.</summary>
    public const int AliasedNodesMax = 10_000;

    /// <summary>Characters of one value.</summary>
    public const int ValueLengthMax = 16_384;

    public const int ListItemsMax = 10_000;

    public const int LabelsMax = 64;

    /// <summary>Characters of a label's key or value.</summary>
    public const int LabelLengthMax = 128;

    /// <summary>Characters of a name that is also a DNS label.</summary>
    public const int NameLengthMax = 63;

    /// <summary>Characters of a line of prose: an owner, a legal basis, the name of a test case.</summary>
    public const int ProseLengthMax = 1_024;

    public const int ClientLengthMax = 255;

    public const int SpiffeIdLengthMax = 2_048;

    public const int TrustDomainLengthMax = 255;

    public const int DnsNameLengthMax = 253;

    /// <summary>Claims of one `jwt` identity.</summary>
    public const int IdentityClaimsMax = 16;

    /// <summary>Characters of the text that a `jwt` identity asks of a claim.</summary>
    public const int ClaimValueLengthMax = 1_024;

    /// <summary>`jwt` identities of one issuer that name the same `sub`: a token of it is compared with each.</summary>
    public const int TokensPerSubjectMax = 100;

    /// <summary>Characters of the name of a header with a key, or that a signature covers.</summary>
    public const int CredentialHeaderLengthMax = 128;

    /// <summary>Characters of a signature's `keyid`.</summary>
    public const int KeyIdLengthMax = 128;

    /// <summary>Characters of the path of a secret.</summary>
    public const int SecretPathLengthMax = 1_024;

    /// <summary>Headers that a signature must cover beside what each must.</summary>
    public const int SignatureComponentsMax = 16;

    /// <summary>How long after it was made a signature may be taken: for that long it is remembered, against a replay.</summary>
    public const int SignatureAgeSecondsMax = 5 * 60;

    /// <summary>Characters of a path pattern or a base path.</summary>
    public const int PatternLengthMax = 1_024;

    public const int PatternSegmentsMax = 64;

    public const int MethodLengthMax = 32;

    /// <summary>Methods of a whole set beside the usual ones: each method is a bit of a word.</summary>
    public const int OtherMethodsMax = 56;

    public const int OperationIdLengthMax = 128;

    /// <summary>Operations of a service. Those that look alike are compared pair by pair.</summary>
    public const int OperationsMax = 2_000;

    /// <summary>Rules of a whole set.</summary>
    public const int RulesMax = 200_000;

    /// <summary>Headers of a message that a rule changes; query parameters as many.</summary>
    public const int AnswerHeadersMax = 32;

    /// <summary>Characters of a header's name that a rule changes.</summary>
    public const int AnswerNameLengthMax = 128;

    /// <summary>Characters of a value that a rule sets in a header or query.</summary>
    public const int AnswerValueLengthMax = 2_000;

    /// <summary>Characters of all headers that a rule adds to one message: Envoy takes 60 KiB of them in all.</summary>
    public const int AnswerHeaderBytesMax = 8_192;

    public const int AnswerMetadataMax = 16;

    public const int EventTypeLengthMax = 96;

    /// <summary>Event types of a room. Each makes a path for each participant.</summary>
    public const int EventTypesMax = 256;

    /// <summary>Publishers of a room, and as many subscribers.</summary>
    public const int ParticipantsMax = 255;

    /// <summary>Pairs of a participant and an event type in all rooms of a set: each becomes paths of their own.</summary>
    public const int RoomGrantsMax = 100_000;

    /// <summary>Characters of an issuer, an audience or an address of keys.</summary>
    public const int UriLengthMax = 2_048;

    public const int KeyFileBytesMax = 256 * 1024;

    /// <summary>Keys of a key file.</summary>
    public const int KeysMax = 100;

    /// <summary>How far the clocks of an issuer and of the service may differ.</summary>
    public const int LeewaySecondsMax = 5 * 60;

    /// <summary>How long keys that were fetched once may be used: a week, so that a revoked key does not live for ever.</summary>
    public const int StaleSecondsMax = 7 * 24 * 60 * 60;

    /// <summary>Context extensions of a test's request.</summary>
    public const int TestExtensionsMax = 32;

    /// <summary>Filters whose metadata a test's request has.</summary>
    public const int TestFiltersMax = 32;

    /// <summary>Claims of the token of a test's request.</summary>
    public const int TestClaimsMax = 100;

    /// <summary>Conditions of one rule, each `use` counted as what it stands for.</summary>
    public const int ConditionsPerRuleMax = 256;

    /// <summary>Conditions within one another, each `use` as what it stands for.</summary>
    public const int ConditionDepthMax = 16;

    /// <summary>Conditions of all rules of a set, each `use` counted as what it stands for.</summary>
    public const int ConditionsMax = 500_000;

    /// <summary>Characters of the name of a header, a parameter, a context extension, a filter or a time zone.</summary>
    public const int AttributeNameLengthMax = 256;

    /// <summary>Characters of a JSON pointer.</summary>
    public const int PointerLengthMax = 1_024;

    public const int PointerStepsMax = 32;

    /// <summary>Networks of one `cidr`.</summary>
    public const int NetworksMax = 1_000;

    /// <summary>Characters of a regular expression as it is written.</summary>
    public const int ExpressionLengthMax = 1_024;

    /// <summary>Characters of a regular expression with every repetition written out: what a step of a match costs grows with it.</summary>
    public const int ExpressionSizeMax = 512;

    public const int ExpressionRepetitionsMax = 1_000;

    /// <summary>Groups of a regular expression within one another. It bounds the stack while it is read.</summary>
    public const int ExpressionNestingMax = 100;

    /// <summary>
    /// What all expressions of a set come to, each once: characters with repetitions written out, and runs of characters
    /// that they tell apart. It bounds the memory that they take.
    /// </summary>
    public const int ExpressionsSizeMax = 200_000;

    /// <summary>Errors of a run that are kept, and as many warnings; those behind them are only counted.</summary>
    public const int DiagnosticsMax = 10_000;

    /// <summary>Unknown names of a run for which a similar one is sought.</summary>
    public const int SuggestionsMax = 200;
}
