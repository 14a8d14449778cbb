using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Authz.Policies.Analysis;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Values;
using Authz.Testing;

namespace Authz.Policies.Tests.Documentation;

/// <summary>What the reference shows is what the product takes, and its tests pass.</summary>
public sealed class DocumentationTests
{
    private const string Conditions = "conditions";
    private const string ReasonTable = "| reason | means |";

    // A rule whose one path has the parameters that the fragments speak of.
    private const string Wrapper = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: wrapper}
        spec: {services: [{name: wrapped, basePath: /wrapper}]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: wrapper}
        spec:
          legalBasis: Test Act §1
          subjects: [{buildingBlock: wrapper}]
          resources: [{buildingBlock: wrapper, service: wrapped}]
          rules:
            - name: wrapper
              effect: allow
              methods: [GET]
              paths: ["/wrapped/{id}"]

        """;

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Pages { get; } = [.. DocumentationPage.All.Select(page => page.Name)];

    public static TheoryData<string, int> Fragments
    {
        get
        {
            var fragments = new TheoryData<string, int>();
            foreach (DocumentationPage page in DocumentationPage.All)
            {
                foreach ((int line, string _) in page.Fragments)
                {
                    fragments.Add(page.Name, line);
                }
            }

            return fragments;
        }
    }

    public static TheoryData<string> Words { get; } =
    [
        "header", "query", "pathParameter", "sourceAddress", "sni", "contextExtension", "metadata", "body", "claim", "time",
        "equals", "in", "prefix", "suffix", "containsText", "matches", "cidr", "contains", "exists", "all", "any", "not", "use",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_documents_of_a_page_are_a_right_set_whose_tests_pass(string name)
    {
        DocumentationPage page = Find(name);
        if (page.Documents.IsEmpty)
        {
            return;
        }

        CompilationResult result = Compile(page, page.Set);

        Assert.NotNull(result.Policies);
        Assert.NotNull(result.Tree);
        IEnumerable<string> failing = PolicyTestRunner.Run(result.Policies.Tests, result.Tree, Now)
            .Where(test => !test.Passed)
            .Select(test => $"{test.Case.TestName}/{test.Case.CaseName}: {test.Actual}");
        Assert.Empty(failing);
    }

    [Theory]
    [MemberData(nameof(Fragments))]
    public void A_fragment_is_right_where_it_belongs(string name, int line)
    {
        DocumentationPage page = Find(name);
        string fragment = page.Fragments.Single(candidate => candidate.Key == line).Value;
        string indented = string.Concat(fragment.Split('\n').Select(text => $"      {text}\n"));

        CompilationResult result = Compile(page, string.Join("---\n", [page.Set, Wrapper + indented]));

        Assert.True(result.Succeeded);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_of_conditions_is_shown_by_an_example_that_runs(string word)
    {
        ImmutableArray<string> examples = Find(Conditions).Documents;

        Assert.Contains(examples, example => example.Contains($"{word}:", StringComparison.Ordinal));
    }

    [Fact]
    public void Conditions_are_shown_with_tests_that_allow_and_deny()
    {
        CompilationResult result = Compile(Find(Conditions), Find(Conditions).Set);

        Assert.NotNull(result.Policies);
        IEnumerable<string> tested = result.Policies.Tests.Select(test => test.ExpectedRule).OfType<string>().Distinct();
        IEnumerable<string> rules = result.Policies.Policies.SelectMany(policy => policy.Rules)
            .Select(rule => rule.QualifiedName);
        Assert.Equal(rules.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reason_of_a_decision_is_explained_and_no_other()
    {
        string[] lines = File.ReadAllLines(Repository.PathTo("docs", "policies.md"));
        IEnumerable<string> explained = lines.SkipWhile(line => line != ReasonTable).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('`')[1]);

        // The one that no policy test can expect is explained as well: it lies over the policies.
        Assert.Equal(
            ReasonTokens.All.Append(DecisionReason.Revoked.Token()).Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_proof_of_a_caller_is_explained_by_its_word()
    {
        string page = File.ReadAllText(Repository.PathTo("docs", "policies", "identities.md"));
        IEnumerable<string> words = Enum.GetValues<IdentityProofs>().Where(proof => proof != IdentityProofs.None)
            .Select(proof => $"| `{proof.Token()}` |");

        Assert.All(words, word => Assert.Contains(word, page));
    }

    private static DocumentationPage Find(string name) => DocumentationPage.All.Single(page => page.Name == name);

    private static CompilationResult Compile(DocumentationPage page, string policies)
    {
        IEnumerable<(string Path, byte[] Bytes)> files =
            [("set.yaml", Encoding.UTF8.GetBytes(policies)), .. page.Files.Select(file => (file.Key, Encoding.UTF8.GetBytes(file.Value)))];
        CompilationResult result = PolicyCompilation.Run(PolicySet.Of(files), new CompilationOptions());
        IEnumerable<string> errors = result.Diagnostics.Where(diagnostic => diagnostic.IsError)
            .Select(diagnostic => string.Create(CultureInfo.InvariantCulture, $"{diagnostic}"));
        Assert.True(result.Succeeded, $"{string.Join('\n', errors)}\n{policies}");
        return result;
    }
}
