using System.Collections.Immutable;

namespace Authz.Policies.Text;

/// <summary>
/// Every diagnostic there is. Ids are grouped by what they are about: 00 files and YAML, 01 documents, keys and names,
/// 02 building blocks and security servers, 03 groups, 04 policies and rules, 05 path patterns, 06 policy tests, 08 conditions, answers,
/// rooms and issuers, 09 advice.
/// </summary>
public static class DiagnosticCatalog
{
    // Filled by the initialisers below it, in their order, so that none can be left out of the list.
    private static readonly List<DiagnosticDescriptor> Entries = [];

    internal static readonly DiagnosticDescriptor InvalidUtf8 = Error("AZ0001", "a file is not UTF-8");
    internal static readonly DiagnosticDescriptor ForbiddenCharacter =
        Error("AZ0002", "a character that may not stand raw in a file");
    internal static readonly DiagnosticDescriptor YamlSyntax = Error("AZ0003", "a file is not YAML");
    internal static readonly DiagnosticDescriptor FileTooLarge = Error("AZ0004", "a file is too large");
    internal static readonly DiagnosticDescriptor TooManyDocuments = Error("AZ0005", "a file has too many documents");
    internal static readonly DiagnosticDescriptor NestedTooDeeply = Error("AZ0006", "values are nested too deeply");
    internal static readonly DiagnosticDescriptor DuplicateKey = Error("AZ0007", "a key is there twice");
    internal static readonly DiagnosticDescriptor UnknownAnchor = Error("AZ0008", "an alias names no anchor");
    internal static readonly DiagnosticDescriptor AliasesTooLarge =
        Error("AZ0009", "the aliases of a file expand to too much");
    internal static readonly DiagnosticDescriptor MergeKey = Error("AZ0010", "merge keys are not understood");
    internal static readonly DiagnosticDescriptor UnknownTag = Error("AZ0011", "a tag is not understood");
    internal static readonly DiagnosticDescriptor KeyNotText = Error("AZ0012", "a key is not text");
    internal static readonly DiagnosticDescriptor ValueTooLong = Error("AZ0013", "a value is too long");
    internal static readonly DiagnosticDescriptor NamesWithheld =
        Warning("AZ0014", "names were not resolved for want of a file");
    internal static readonly DiagnosticDescriptor YamlVersion =
        Error("AZ0015", "a file asks for another version of YAML");
    internal static readonly DiagnosticDescriptor TooManyDiagnostics =
        Warning("AZ0016", "there are more findings than are kept");

    internal static readonly DiagnosticDescriptor UnknownKey = Error("AZ0101", "a key is unknown");
    internal static readonly DiagnosticDescriptor KeyNotUnderstood =
        Error("AZ0102", "a key is not understood by this version");
    internal static readonly DiagnosticDescriptor MissingKey = Error("AZ0103", "a key is missing");
    internal static readonly DiagnosticDescriptor UnexpectedValue =
        Error("AZ0104", "a value of another type is expected");
    internal static readonly DiagnosticDescriptor UnquotedText =
        Error("AZ0105", "text that YAML reads as something else needs quotes");
    internal static readonly DiagnosticDescriptor MissingValue = Error("AZ0106", "a key has no value");
    internal static readonly DiagnosticDescriptor EmptyCollection = Error("AZ0107", "a list or mapping is empty");
    internal static readonly DiagnosticDescriptor UnknownKind = Error("AZ0108", "a kind of document is unknown");
    internal static readonly DiagnosticDescriptor KindNotUnderstood =
        Error("AZ0109", "a kind of document is not understood by this version");
    internal static readonly DiagnosticDescriptor UnknownApiVersion =
        Error("AZ0110", "a document is written for another apiVersion");
    internal static readonly DiagnosticDescriptor InvalidName = Error("AZ0111", "a name is not a DNS label");
    internal static readonly DiagnosticDescriptor DuplicateDocument =
        Error("AZ0112", "two documents of one kind have one name");
    internal static readonly DiagnosticDescriptor InvalidLabel = Error("AZ0113", "a label is out of range");
    internal static readonly DiagnosticDescriptor UnknownWord =
        Error("AZ0114", "a word is none of those that may stand there");
    internal static readonly DiagnosticDescriptor NotOneChoice =
        Error("AZ0115", "exactly one of several keys is expected");
    internal static readonly DiagnosticDescriptor DuplicateItem = Error("AZ0116", "a list names something twice");
    internal static readonly DiagnosticDescriptor OnlyTrue = Error("AZ0117", "a key takes only `true`");
    internal static readonly DiagnosticDescriptor TooManyItems = Error("AZ0118", "a list or mapping is too long");
    internal static readonly DiagnosticDescriptor InvalidText =
        Error("AZ0119", "text is empty or has control characters");
    internal static readonly DiagnosticDescriptor InvalidTime =
        Error("AZ0120", "a time is not RFC 3339 with an offset");
    internal static readonly DiagnosticDescriptor UnknownBlock = Error("AZ0131", "a building block is unknown");
    internal static readonly DiagnosticDescriptor UnknownGroup = Error("AZ0132", "a group is unknown");
    internal static readonly DiagnosticDescriptor UnknownService = Error("AZ0133", "a service is unknown");
    internal static readonly DiagnosticDescriptor UnknownOperation = Error("AZ0134", "an operation is unknown");
    internal static readonly DiagnosticDescriptor UnknownMethod = Error("AZ0135", "no service takes a method");
    internal static readonly DiagnosticDescriptor UnknownRule = Error("AZ0136", "a rule is unknown");

    internal static readonly DiagnosticDescriptor InvalidClient =
        Error("AZ0201", "a client identifier is not instance/class/member/subsystem");
    internal static readonly DiagnosticDescriptor DuplicateClient =
        Error("AZ0202", "two building blocks have one client identifier");
    internal static readonly DiagnosticDescriptor InvalidSpiffeId = Error("AZ0203", "a SPIFFE ID is not well-formed");
    internal static readonly DiagnosticDescriptor InvalidDnsName = Error("AZ0204", "a DNS name is not well-formed");
    internal static readonly DiagnosticDescriptor DuplicateIdentity = Error("AZ0205", "an identity is declared twice");
    internal static readonly DiagnosticDescriptor InvalidBasePath = Error("AZ0206", "a base path is not canonical");
    internal static readonly DiagnosticDescriptor InvalidHost = Error("AZ0207", "a host is not well-formed");
    internal static readonly DiagnosticDescriptor InvalidMethod =
        Error("AZ0208", "a method is not an upper-case token");
    internal static readonly DiagnosticDescriptor DuplicateService =
        Error("AZ0209", "two services of a building block have one name");
    internal static readonly DiagnosticDescriptor DuplicateOperation =
        Error("AZ0210", "two operations of a service have one id");
    internal static readonly DiagnosticDescriptor OperationTie =
        Error("AZ0211", "a request could be either of two operations");
    internal static readonly DiagnosticDescriptor SameAddress = Error("AZ0212", "two services have one address");
    internal static readonly DiagnosticDescriptor NotDelegated =
        Error("AZ0213", "a service lies inside another building block's");
    internal static readonly DiagnosticDescriptor InvalidOperationId =
        Error("AZ0214", "an operation id is not well-formed");
    internal static readonly DiagnosticDescriptor TooManyMethods =
        Error("AZ0215", "the services take too many methods");

    internal static readonly DiagnosticDescriptor TokenWithoutSubject =
        Error("AZ0220", "a token identity does not name `sub`");
    internal static readonly DiagnosticDescriptor InvalidTokenClaim =
        Error("AZ0221", "a claim of a token identity is not well-formed, or not the author's");
    internal static readonly DiagnosticDescriptor TokenOfTwo =
        Error("AZ0222", "one token would prove two building blocks");
    internal static readonly DiagnosticDescriptor TooManyTokens =
        Error("AZ0223", "too many token identities name one `sub`");
    internal static readonly DiagnosticDescriptor DuplicateKeyId = Error("AZ0224", "two keys have one id");
    internal static readonly DiagnosticDescriptor InvalidKeyDigest =
        Error("AZ0225", "the digest of an API key is not well-formed");
    internal static readonly DiagnosticDescriptor ObviousKey = Error("AZ0226", "an API key is obvious");
    internal static readonly DiagnosticDescriptor InvalidKeyHeader =
        Error("AZ0227", "a header cannot carry an API key");
    internal static readonly DiagnosticDescriptor KeyHeaderChanged =
        Error("AZ0228", "a rule sets a header that carries API keys");
    internal static readonly DiagnosticDescriptor SharedKey = Error("AZ0229", "two identities share a key");
    internal static readonly DiagnosticDescriptor InvalidKeyId =
        Error("AZ0230", "the key id of a signature is not well-formed");
    internal static readonly DiagnosticDescriptor InvalidSecretFile =
        Error("AZ0231", "the path of a secret is not well-formed");
    internal static readonly DiagnosticDescriptor InvalidComponent =
        Error("AZ0232", "a signature cannot be asked to cover a component");
    internal static readonly DiagnosticDescriptor CannotBeNamed =
        Error("AZ0240", "a security server cannot name a building block that it speaks for");

    internal static readonly DiagnosticDescriptor KeyOfOtherProtocol =
        Error("AZ0260", "a service has a key of another protocol");
    internal static readonly DiagnosticDescriptor InvalidSni = Error("AZ0261", "an SNI is not well-formed");
    internal static readonly DiagnosticDescriptor SameSni = Error("AZ0262", "two services have one SNI");
    internal static readonly DiagnosticDescriptor PartOfConnection =
        Error("AZ0263", "a rule about connections names an operation, a method or a path");
    internal static readonly DiagnosticDescriptor RequestToConnection =
        Error("AZ0264", "a test case says of a connection what only a request has");
    internal static readonly DiagnosticDescriptor InvalidFilePath =
        Error("AZ0280", "a file of the set is not named by its path");
    internal static readonly DiagnosticDescriptor UnknownApiDocument =
        Error("AZ0281", "an OpenAPI document is not there");
    internal static readonly DiagnosticDescriptor NotApiDocument =
        Error("AZ0282", "a file is not an OpenAPI document");
    internal static readonly DiagnosticDescriptor UnnamedFile = Warning("AZ0283", "no document names a file");
    internal static readonly DiagnosticDescriptor SwaggerDocument =
        Error("AZ0284", "an API document is older than OpenAPI 3");
    internal static readonly DiagnosticDescriptor UnknownOpenApiVersion =
        Error("AZ0285", "an OpenAPI document is written for an unknown version");
    internal static readonly DiagnosticDescriptor JsonSyntax = Error("AZ0286", "a file is not JSON");
    internal static readonly DiagnosticDescriptor ApiDocumentTooLarge =
        Error("AZ0287", "an OpenAPI document is too large");
    internal static readonly DiagnosticDescriptor InvalidApiDocument =
        Error("AZ0288", "an OpenAPI document is wrong where its operations stand");
    internal static readonly DiagnosticDescriptor DoubtfulApiDocument =
        Warning("AZ0289", "an OpenAPI document is wrong where policies do not look");
    internal static readonly DiagnosticDescriptor ReferenceOutOfDocument =
        Error("AZ0290", "a path of an OpenAPI document is described elsewhere");
    internal static readonly DiagnosticDescriptor UnresolvedReference =
        Error("AZ0291", "a reference of an OpenAPI document leads nowhere");
    internal static readonly DiagnosticDescriptor BesideReference =
        Error("AZ0292", "an operation stands beside a reference");
    internal static readonly DiagnosticDescriptor OperationPassedOver =
        Error("AZ0293", "an OpenAPI document has an operation that OpenAPI does not know");
    internal static readonly DiagnosticDescriptor UnmappedParameter =
        Error("AZ0294", "a parameter of an OpenAPI path has no name here");
    internal static readonly DiagnosticDescriptor ServerPath =
        Warning("AZ0295", "a server of an OpenAPI document has another path than the service");
    internal static readonly DiagnosticDescriptor ApiDocumentNotAlone =
        Error("AZ0296", "an OpenAPI document shares its file");

    internal static readonly DiagnosticDescriptor GroupWithoutMembers = Error("AZ0301", "a group names no members");

    internal static readonly DiagnosticDescriptor DuplicateRule =
        Error("AZ0401", "two rules of a policy have one name");
    internal static readonly DiagnosticDescriptor OperationsWithPaths =
        Error("AZ0402", "a rule names operations together with methods or paths");
    internal static readonly DiagnosticDescriptor AllowWithoutTarget =
        Error("AZ0403", "an allow rule does not say what it allows");
    internal static readonly DiagnosticDescriptor AnyMethodBesideOthers =
        Error("AZ0404", "`*` stands beside other methods");
    internal static readonly DiagnosticDescriptor ValidityEndsBeforeStart =
        Error("AZ0405", "a validity ends before it begins");
    internal static readonly DiagnosticDescriptor TooManyRules = Error("AZ0406", "there are too many rules");
    internal static readonly DiagnosticDescriptor CompiledSize =
        Error("AZ0407", "a set is too large once it is compiled");

    internal static readonly DiagnosticDescriptor PatternWithoutSlash =
        Error("AZ0501", "a path pattern does not begin with a slash");
    internal static readonly DiagnosticDescriptor EmptySegment = Error("AZ0502", "a path pattern has an empty segment");
    internal static readonly DiagnosticDescriptor DotSegment = Error("AZ0503", "a path pattern has a dot segment");
    internal static readonly DiagnosticDescriptor PatternCharacter =
        Error("AZ0504", "a path pattern has a character that no path has");
    internal static readonly DiagnosticDescriptor MatrixParameter =
        Error("AZ0505", "a path pattern has a `;` that no service takes");
    internal static readonly DiagnosticDescriptor MisplacedDoubleStar =
        Error("AZ0506", "`**` is not the whole last segment");
    internal static readonly DiagnosticDescriptor InvalidParameter =
        Error("AZ0507", "a path parameter is not well-formed");
    internal static readonly DiagnosticDescriptor DuplicateParameter =
        Error("AZ0508", "two path parameters have one name");
    internal static readonly DiagnosticDescriptor AdjacentGaps =
        Error("AZ0509", "nothing divides two parameters or wildcards");
    internal static readonly DiagnosticDescriptor WildcardInOperation =
        Error("AZ0510", "an operation's path has a wildcard");
    internal static readonly DiagnosticDescriptor PatternTooLong = Error("AZ0511", "a path pattern is too long");

    internal static readonly DiagnosticDescriptor PathOrRawPath =
        Error("AZ0601", "a test case says neither `path` nor `rawPath`, or both");
    internal static readonly DiagnosticDescriptor InvalidTarget =
        Error("AZ0602", "a test case's target is not block/service");
    internal static readonly DiagnosticDescriptor InvalidRuleName =
        Error("AZ0603", "an expected rule is not policy/rule");
    internal static readonly DiagnosticDescriptor UnknownReason = Error("AZ0604", "an expected reason is unknown");
    internal static readonly DiagnosticDescriptor InvalidHeader = Error("AZ0605", "a header is not well-formed");
    internal static readonly DiagnosticDescriptor ContradictoryExpectation =
        Error("AZ0606", "an expectation contradicts itself");
    internal static readonly DiagnosticDescriptor RelativeCasePath =
        Error("AZ0607", "a test case's path does not begin with a slash");
    internal static readonly DiagnosticDescriptor DuplicateCase = Error("AZ0608", "two cases of a test have one name");
    internal static readonly DiagnosticDescriptor GivenAndNotSent =
        Error("AZ0620", "a test case gives what it says is not sent");
    internal static readonly DiagnosticDescriptor PartOfNoBody =
        Error("AZ0621", "a test case cuts short a body that is not there");
    internal static readonly DiagnosticDescriptor ReservedExtension =
        Error("AZ0622", "a test case sets a context extension that is the product's own");
    internal static readonly DiagnosticDescriptor HeaderOfEnvoy =
        Error("AZ0623", "a test case sets a header that only Envoy sets");
    internal static readonly DiagnosticDescriptor NoJsonNumber =
        Error("AZ0624", "a number of YAML that JSON does not have");

    internal static readonly DiagnosticDescriptor NotOneCondition =
        Error("AZ0801", "a condition does not say exactly one thing");
    internal static readonly DiagnosticDescriptor ListUnderNot = Error("AZ0802", "`not` has a list");
    internal static readonly DiagnosticDescriptor NotOneOperator =
        Error("AZ0803", "a comparison does not say exactly one operator");
    internal static readonly DiagnosticDescriptor OperatorNotTaken =
        Error("AZ0804", "an operator stands where it is not taken");
    internal static readonly DiagnosticDescriptor AttributeNotOperand =
        Error("AZ0805", "attributes are compared that cannot be");
    internal static readonly DiagnosticDescriptor ValueNotPlain =
        Error("AZ0806", "a number or truth value without quotes is not plain");
    internal static readonly DiagnosticDescriptor TimeWithoutLimit =
        Error("AZ0807", "a time condition says neither days nor times");
    internal static readonly DiagnosticDescriptor InvalidTimeOfDay =
        Error("AZ0808", "a time of day is not well-formed");
    internal static readonly DiagnosticDescriptor TimeRangeBackwards =
        Error("AZ0809", "a time range ends before it begins");
    internal static readonly DiagnosticDescriptor UnknownTimeZone = Error("AZ0810", "a time zone is unknown");
    internal static readonly DiagnosticDescriptor EmptyPart =
        Error("AZ0811", "a text that is looked for in others is empty");
    internal static readonly DiagnosticDescriptor InvalidAttributeName =
        Error("AZ0812", "a name that a condition looks for is not well-formed");
    internal static readonly DiagnosticDescriptor HeaderNotTaken =
        Error("AZ0813", "a condition looks at a header that has its own keys");
    internal static readonly DiagnosticDescriptor InvalidPointer = Error("AZ0814", "a JSON pointer is not well-formed");
    internal static readonly DiagnosticDescriptor InvalidNetwork = Error("AZ0815", "a network is not well-formed");
    internal static readonly DiagnosticDescriptor UnknownCondition = Error("AZ0816", "a condition is unknown");
    internal static readonly DiagnosticDescriptor CircularCondition =
        Error("AZ0817", "conditions use each other in a circle");
    internal static readonly DiagnosticDescriptor PathParameterWithoutPath =
        Error("AZ0818", "a path parameter is named by a rule without paths");
    internal static readonly DiagnosticDescriptor UnknownPathParameter =
        Error("AZ0819", "a path of a rule has no such parameter");
    internal static readonly DiagnosticDescriptor TooManyConditions = Error("AZ0820", "there are too many conditions");
    internal static readonly DiagnosticDescriptor ConditionsTooDeep =
        Error("AZ0821", "conditions stand too deep in one another");
    internal static readonly DiagnosticDescriptor UnknownIssuer = Error("AZ0822", "an issuer is unknown");
    internal static readonly DiagnosticDescriptor InvalidExpression =
        Error("AZ0823", "a regular expression is not well-formed");
    internal static readonly DiagnosticDescriptor ExpressionNotTaken =
        Error("AZ0824", "a regular expression has what is not taken");
    internal static readonly DiagnosticDescriptor ExpressionTooLarge =
        Error("AZ0825", "regular expressions are too large");

    internal static readonly DiagnosticDescriptor AnswerOfOtherEffect =
        Error("AZ0850", "a rule shapes an answer that it never gives");
    internal static readonly DiagnosticDescriptor RefusedHeader = Error("AZ0851", "a rule cannot change a header");
    internal static readonly DiagnosticDescriptor InvalidHeaderValue =
        Error("AZ0852", "a header's value is not well-formed");
    internal static readonly DiagnosticDescriptor ChangedTwice =
        Error("AZ0853", "a rule changes a header or query parameter twice");
    internal static readonly DiagnosticDescriptor TooManyAnswerHeaders =
        Error("AZ0854", "a rule changes too many headers");
    internal static readonly DiagnosticDescriptor InvalidQuery = Error("AZ0855", "Envoy does not take a query");
    internal static readonly DiagnosticDescriptor InvalidMetadataKey =
        Error("AZ0856", "a metadata key is not well-formed, or not the author's");
    internal static readonly DiagnosticDescriptor InvalidStatus =
        Error("AZ0857", "a refusal has a status that refuses nothing");
    internal static readonly DiagnosticDescriptor InvalidProblemType = Error("AZ0858", "a problem's type is not a URI");

    internal static readonly DiagnosticDescriptor InvalidEventType =
        Error("AZ0870", "an event type's name is not well-formed");
    internal static readonly DiagnosticDescriptor UnknownEventType = Error("AZ0871", "an event type is unknown");
    internal static readonly DiagnosticDescriptor SecondRoom = Error("AZ0872", "two rooms are on one service");
    internal static readonly DiagnosticDescriptor RoomOfConnections = Error("AZ0873", "a room is on a tcp service");
    internal static readonly DiagnosticDescriptor RoomWithoutParticipants =
        Error("AZ0874", "a room lets nobody take part");
    internal static readonly DiagnosticDescriptor TooManyGrants = Error("AZ0875", "the rooms grant too much");

    internal static readonly DiagnosticDescriptor InvalidIssuerName =
        Error("AZ0890", "an issuer or an audience is neither a plain name nor a URI");
    internal static readonly DiagnosticDescriptor UnsafeAlgorithm =
        Error("AZ0891", "an algorithm lets others write tokens");
    internal static readonly DiagnosticDescriptor InvalidKeyAddress =
        Error("AZ0892", "keys cannot be fetched safely from an address");
    internal static readonly DiagnosticDescriptor DuplicateIssuer = Error("AZ0893", "two Issuers have one `issuer`");
    internal static readonly DiagnosticDescriptor InvalidDuration =
        Error("AZ0894", "a duration is not well-formed or out of range");
    internal static readonly DiagnosticDescriptor KeyFileNotFound = Error("AZ0895", "a key file is not in the set");
    internal static readonly DiagnosticDescriptor InvalidKeyFile =
        Error("AZ0896", "a key file is not a set of keys that can verify");
    internal static readonly DiagnosticDescriptor SecretKey = Error("AZ0897", "a key file has a key that can sign");
    internal static readonly DiagnosticDescriptor MaxStaleOfFile =
        Error("AZ0898", "a key file is given a time after which it is stale");

    internal static readonly DiagnosticDescriptor NoLegalBasis = Warning("AZ0901", "a policy names no legal basis");
    internal static readonly DiagnosticDescriptor AnonymousAllowed =
        Warning("AZ0902", "a policy allows anonymous callers");
    internal static readonly DiagnosticDescriptor AllServicesAllowed =
        Warning("AZ0903", "a policy allows calls to every service");
    internal static readonly DiagnosticDescriptor EmptyGroup = Warning("AZ0904", "a group has no members");
    internal static readonly DiagnosticDescriptor NoSubjects = Warning("AZ0905", "a policy's subjects are nobody");
    internal static readonly DiagnosticDescriptor NoResources =
        Warning("AZ0906", "a policy's resources are no service");

    internal static readonly DiagnosticDescriptor PolicyEnded = Warning("AZ0910", "a policy has ended");
    internal static readonly DiagnosticDescriptor PolicyEndsSoon = Warning("AZ0911", "a policy ends soon");
    internal static readonly DiagnosticDescriptor CallersWithoutIdentity =
        Warning("AZ0912", "a policy's callers cannot prove who they are");
    internal static readonly DiagnosticDescriptor LeadsToOtherService =
        Warning("AZ0913", "a path leads to another service");
    internal static readonly DiagnosticDescriptor AllowBeaten = Warning("AZ0914", "a deny always beats an allow");
    internal static readonly DiagnosticDescriptor NotCalled = Warning("AZ0915", "nobody may call a service");
    internal static readonly DiagnosticDescriptor OtherOperationTaken =
        Warning("AZ0916", "a path pattern also takes another operation");
    internal static readonly DiagnosticDescriptor ParameterUnclear =
        Warning("AZ0917", "a path parameter has no clear value");
    internal static readonly DiagnosticDescriptor HeaderWithUnderscore =
        Warning("AZ0918", "a header's name has an underscore");

    // AZ0919 was about claims while no token was verified. No other finding gets the id.
    internal static readonly DiagnosticDescriptor AbsentFromConnections =
        Warning("AZ0920", "a condition asks for what a connection does not have");
    internal static readonly DiagnosticDescriptor NeverHolds = Warning("AZ0921", "a condition can never hold");
    internal static readonly DiagnosticDescriptor OperationNotCalled =
        Warning("AZ0922", "nobody may call an operation");

    internal static readonly DiagnosticDescriptor SpeaksForNobody =
        Warning("AZ0930", "a security server can name nobody");
    internal static readonly DiagnosticDescriptor UnusedIssuer = Warning("AZ0931", "nothing uses an issuer");

    /// <summary>By id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [.. Entries.OrderBy(entry => entry.Id, StringComparer.Ordinal)];

    private static DiagnosticDescriptor Error(string id, string title) => Add(id, DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Warning(string id, string title) => Add(id, DiagnosticSeverity.Warning, title);

    private static DiagnosticDescriptor Add(string id, DiagnosticSeverity severity, string title)
    {
        var entry = new DiagnosticDescriptor(id, severity, title);
        Entries.Add(entry);
        return entry;
    }
}
