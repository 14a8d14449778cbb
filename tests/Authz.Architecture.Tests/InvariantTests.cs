using System.Text.RegularExpressions;

namespace Authz.Architecture.Tests;

/// <summary>
/// Invariants that are absences: what a folder never mentions. Source is read as text, so a fully qualified name is
/// caught as well as a using.
/// </summary>
public sealed partial class InvariantTests
{
    private const string InputAndOutput = @"\bSystem\.IO\b|\bFile\.|\bDirectory\.|\bStream\b|\bSystem\.Net\b|\bSocket\b|\bConsole\.|\bProcess\.";
    private const string ClockAndLog = @"\bTimeProvider\b|\bStopwatch\b|\bEnvironment\.TickCount|\bILogger\b|\bLoggerMessage\b";
    private const string Waiting = @"\bawait\b|\basync\b|\bTask\b|\block\s*\(|\bMonitor\.|\bSemaphore|\bReaderWriterLock";
    private const string Generated = @"\bGoogle\.Protobuf\b|\bEnvoy\.(Service|Config|Type)\b|\bGrpc\.(Health|Reflection)\b|\bGoogle\.Rpc\b";

    [Theory]
    [MemberData(nameof(In), "src/Authz.Policies")]
    [MemberData(nameof(In), "src/Authz.Pdp")]
    public void Policies_and_decisions_do_no_input_or_output(string file) =>
        Assert.DoesNotMatch(InputAndOutput, Code(file));

    [Theory]
    [MemberData(nameof(In), "src/Authz.Policies")]
    [MemberData(nameof(In), "src/Authz.Pdp")]
    public void Policies_and_decisions_read_no_clock_and_log_nothing(string file) =>
        Assert.DoesNotMatch(ClockAndLog, Code(file));

    [Theory]
    [MemberData(nameof(In), "src/Authz.Policies")]
    [MemberData(nameof(In), "src/Authz.Pdp")]
    public void Nothing_on_the_decision_path_awaits_or_waits(string file) => Assert.DoesNotMatch(Waiting, Code(file));

    [Theory]
    [MemberData(nameof(In), "src/Authz.Policies/Requests")]
    [MemberData(nameof(In), "src/Authz.Policies/Decisions")]
    public void Requests_and_decisions_use_no_package(string file) =>
        Assert.DoesNotMatch(@"\bYamlDotNet\b|\bFluentValidation\b|\bNodaTime\b|\bMicrosoft\.OpenApi\b", Code(file));

    [Theory]
    [MemberData(nameof(In), "src")]
    public void Generated_messages_stay_at_the_edge(string file)
    {
        bool isEdge = file.StartsWith("src/Authz.Service/Rpc/", StringComparison.Ordinal);
        if (!isEdge)
        {
            Assert.DoesNotMatch(Generated, Code(file));
        }
    }

    /// <summary>What somebody sends is in no log: a line about a call is made of these words alone.</summary>
    [Theory]
    [MemberData(nameof(In), "src/Authz.Service/Rpc")]
    [MemberData(nameof(In), "src/Authz.Grpc")]
    public void A_call_is_logged_without_anything_that_was_sent(string file)
    {
        string[] words = ["Count", "DecisionId", "Limit", "Method", "Reason", "Remedy", "Status", "Title"];
        Assert.All(
            LoggedWords().Matches(string.Concat(LogLines().Matches(Code(file)).Select(match => match.Value))),
            match => Assert.Contains(match.Groups[1].Value, words));
    }

    /// <summary>How long a comparison takes must not tell how much of a secret was guessed.</summary>
    [Theory]
    [InlineData("src/Authz.Pdp/Identities/Credentials/ApiKeyHeader.cs")]
    [InlineData("src/Authz.Pdp/Identities/Signatures/MessageSignatures.cs")]
    public void Secrets_are_compared_in_one_time(string file) => Assert.Contains(
        "CryptographicOperations.FixedTimeEquals(", Code(file), StringComparison.Ordinal);

    public static TheoryData<string> In(string folder) => [.. Repository.Files(folder, "*.cs")];

    // Comments may speak of what the code does not do.
    private static string Code(string file) =>
        string.Join('\n', Repository.Text(file).Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"LoggerMessage\([^\]]*\]")]
    private static partial Regex LogLines();

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex LoggedWords();
}
