using Authz.Policies.Binding;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax;

public sealed class SyntaxCaseTests
{
    private const string Directory = "syntax";

    public static TheoryData<string> Names { get; } =
        [.. TestCases.Files(Directory, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_right_set_means_what_is_written_beside_it(string name)
    {
        (BoundPolicySet set, IReadOnlyList<Diagnostic> diagnostics) =
            PolicySet.Bind(PolicySet.Load(TestCases.Path(Directory, $"{name}.yaml")));

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(File.ReadAllText(TestCases.Path(Directory, $"{name}.bound.txt")), BoundSetText.Of(set));
    }
}
