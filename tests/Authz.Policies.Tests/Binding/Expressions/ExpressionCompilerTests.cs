using Authz.Policies.Binding.Conditions.Expressions;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Tests.Binding.Expressions;

public sealed class ExpressionCompilerTests
{
    // An expression, values that it matches whole, values that it does not.
    public static TheoryData<string, string[], string[]> Cases { get; } = new()
    {
        { "", [""], ["a", "\n"] },
        { "abc", ["abc"], ["", "ab", "abcd", "xabc", "ABC", "abc\n"] },
        { "a|bc|", ["a", "bc", ""], ["b", "abc", "a|bc"] },
        { "(a|)b", ["ab", "b"], ["a", "aab"] },
        { "()", [""], ["a"] },
        { "(?:a|b)(c|d)", ["ac", "bd"], ["ab", "cd"] },
        { "^abc$", ["abc"], ["abc\n", "^abc$"] },
        { "^a|b$", ["a", "b"], ["ab", "a$"] },
        { "^", [""], ["^"] },
        { "$", [""], ["$", "\n"] },
        { @"\^a\$", ["^a$"], ["a"] },
        { "a*", ["", "a", "aaaa"], ["b", "ab"] },
        { "a+?b??c*?", ["a", "aab", "abccc"], ["", "b", "abb"] },
        { "a{3}", ["aaa"], ["aa", "aaaa"] },
        { "a{0}", [""], ["a"] },
        { "a{0,}b", ["b", "aab"], ["a"] },
        { "a{2,}", ["aa", "aaaaa"], ["a", ""] },
        { "a{2,4}", ["aa", "aaa", "aaaa"], ["a", "aaaaa"] },
        { "(ab){1,2}?", ["ab", "abab"], ["", "ababab"] },
        { "(?:(?:a{2}){3}){2}", ["aaaaaaaaaaaa"], ["aaaaaaaaaaa", "aaaaaaaaaaaaa"] },
        { "(?:){1000}a", ["a"], [""] },
        { "(a*)*", ["", "aaa"], ["b"] },
        { "(?:a?b?){3}c", ["c", "abababc", "bbac"], ["bbbac", "ababab"] },
        { ".", ["a", "\r", "ä", "\u2028", "\0"], ["", "\n", "ab"] },
        { "(?s).", ["a", "\n"], [""] },
        { "(?i)nurse", ["nurse", "NURSE", "NuRſe"], ["nurs"] },
        { "(?is)K.", ["k\n", "\u212A."], ["k"] },
        { "(?i)(?s)[a-c]+.", ["ABc\n"], ["d\n"] },
        { "(?i)[^a]", ["b", "B"], ["a", "A"] },
        { "(?i)σ", ["σ", "ς", "Σ"], ["s"] },
        { "(?i)İ", ["İ"], ["i", "I", "ı"] },
        { "(?i)ß", ["ß", "ẞ"], ["ss", "SS"] },
        { @"(?i)\p{Lu}", ["A", "a"], ["1"] },
        { @"(?i)\w[[:upper:]]", ["aa", "ZZ"], ["\u212Aa", "aſ"] },
        { "ä", ["ä"], ["a\u0308", "Ä"] },
        { "[abc]", ["a", "c"], ["d", "", "ab"] },
        { "[a-c-]", ["b", "-"], ["d"] },
        { "[-a]", ["-", "a"], ["b"] },
        { "[^/]+", ["abc", "a\nb"], ["a/b", ""] },
        { @"[\]\[\\\-^]+", ["[]\\-^"], ["a"] },
        { @"[\d_]+", ["12_3"], ["a", "\u0661"] },
        { @"[^\W_]+", ["aZ9"], ["_", "-", "ä"] },
        { @"[\x41-\x{43}]", ["A", "C"], ["D"] },
        { "[[:alpha:][:digit:]]+", ["aZ9"], ["_", "ä"] },
        { "[^[:^alpha:]]+", ["aZ"], ["9"] },
        { "[[:space:]]", ["\v", " "], ["\u00A0"] },
        { @"\d+", ["0123456789"], ["\u0660", "a"] },
        { @"\D", ["a", "\n", "\u0660"], ["5"] },
        { @"\w+", ["aZ_9"], ["ä", "-"] },
        { @"\W", ["ä", "-"], ["a"] },
        { @"\s", [" ", "\t", "\n", "\r", "\f"], ["\v", "\u00A0", "\u2028"] },
        { @"\S", ["\v", "\u00A0"], [" "] },
        { @"\p{L}\pL\p{Lu}\P{Lu}\p{^Nd}", ["äbCde"], ["äbcde", "äbCd1"] },
        { @"[\p{Nd}\P{L}]", ["1", "-"], ["a"] },
        { @"\.\*\+\?\(\)\[\]\{\}\|\/\-\#", [".*+?()[]{}|/-#"], ["a"] },
        { @"\t\n\r\f\v\a", ["\t\n\r\f\v\a"], ["tnrfva"] },
        { @"\x7e\x{20AC}", ["~€"], ["x7e"] },
        { @"\_\~\@", ["_~@"], ["a"] },
        { "a b #c", ["a b #c"], ["ab", "a b "] },
        { "[ #&&]", [" ", "#", "&"], ["a"] },
    };

    // An expression, where it is wrong, how much of it, and how.
    public static TheoryData<string, int, int, string> Faults { get; } = new()
    {
        { "(a", 0, 1, "Syntax" },
        { "a)", 1, 1, "Syntax" },
        { "(?:a", 0, 1, "Syntax" },
        { "(a))", 3, 1, "Syntax" },
        { "(", 0, 1, "Syntax" },
        { "(?", 0, 2, "NotTaken" },
        { "*a", 0, 1, "Syntax" },
        { "a|*", 2, 1, "Syntax" },
        { "(+)", 1, 1, "Syntax" },
        { "^*", 1, 1, "Syntax" },
        { "a**", 1, 2, "Syntax" },
        { "a*+", 1, 2, "Syntax" },
        { "a*??", 1, 3, "Syntax" },
        { "a{2}{3}", 1, 4, "Syntax" },
        { "a{", 1, 1, "Syntax" },
        { "a{x}", 1, 1, "Syntax" },
        { "a{,3}", 1, 1, "Syntax" },
        { "a{3,2}", 1, 5, "Syntax" },
        { "a{99999999999}", 1, 1, "Syntax" },
        { "a{1001}", 1, 6, "TooLarge" },
        { "a}", 1, 1, "Syntax" },
        { "a]", 1, 1, "Syntax" },
        { "[a", 0, 1, "Syntax" },
        { "[]", 1, 1, "Syntax" },
        { "[^]", 2, 1, "Syntax" },
        { "[]a]", 1, 1, "Syntax" },
        { "[b-a]", 1, 3, "Syntax" },
        { "[a-", 0, 1, "Syntax" },
        { "[a-b-c]", 4, 1, "Syntax" },
        { @"[\d-z]", 1, 4, "Syntax" },
        { @"[a-\d]", 1, 4, "Syntax" },
        { "[a-z-[aeiou]]", 4, 1, "Syntax" },
        { "[[a]]", 1, 1, "Syntax" },
        { "[[:alfa:]]", 1, 8, "Syntax" },
        { "[[.a.]]", 1, 1, "Syntax" },
        { "a^", 1, 1, "NotTaken" },
        { "a$b", 1, 1, "NotTaken" },
        { "(a$)", 2, 1, "NotTaken" },
        { "$a", 0, 1, "NotTaken" },
        { "(?=a)", 0, 3, "NotTaken" },
        { "(?!a)", 0, 3, "NotTaken" },
        { "(?<=a)b", 0, 3, "NotTaken" },
        { "(?<!a)b", 0, 3, "NotTaken" },
        { "(?<n>a)", 0, 3, "NotTaken" },
        { "(?P<n>a)", 0, 3, "NotTaken" },
        { "(?'n'a)", 0, 3, "NotTaken" },
        { "(?#a)", 0, 3, "NotTaken" },
        { "(?>a)", 0, 3, "NotTaken" },
        { "(?(1)a)", 0, 3, "NotTaken" },
        { "(?m)a", 0, 3, "NotTaken" },
        { "(?x)a", 0, 3, "NotTaken" },
        { "(?i:a)", 0, 3, "NotTaken" },
        { "(?-i)a", 0, 3, "NotTaken" },
        { "a(?i)", 1, 3, "NotTaken" },
        { @"(a)\1", 3, 2, "NotTaken" },
        { @"\k<n>", 0, 2, "NotTaken" },
        { @"\0", 0, 2, "NotTaken" },
        { @"\Aa", 0, 2, "NotTaken" },
        { @"a\z", 1, 2, "NotTaken" },
        { @"a\Z", 1, 2, "NotTaken" },
        { @"\Ga", 0, 2, "NotTaken" },
        { @"\ba", 0, 2, "NotTaken" },
        { @"[\b]", 1, 2, "NotTaken" },
        { @"\Qa\E", 0, 2, "NotTaken" },
        { @"\h", 0, 2, "Syntax" },
        { @"\ä", 0, 2, "Syntax" },
        { @"a\", 1, 1, "Syntax" },
        { @"\x4", 0, 2, "Syntax" },
        { @"\x{}", 0, 2, "Syntax" },
        { @"\x{zz}", 0, 2, "Syntax" },
        { @"\x{110000}", 0, 10, "NotTaken" },
        { @"\x{1F600}", 0, 9, "NotTaken" },
        { @"\x{D800}", 0, 8, "NotTaken" },
        { "\U0001F600", 0, 2, "NotTaken" },
        { "[\U0001F600]", 1, 2, "NotTaken" },
        { @"\p{Greek}", 0, 9, "NotTaken" },
        { @"\p{IsGreek}", 0, 11, "NotTaken" },
        { @"\p{Cn}", 0, 6, "NotTaken" },
        { @"\p", 0, 2, "NotTaken" },
        { @"\p{L", 0, 3, "NotTaken" },
        { "a{513}", 0, 6, "TooLarge" },
        { "(?:a{30}){30}", 0, 13, "TooLarge" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_expression_matches_whole_values(string expression, string[] matched, string[] others)
    {
        ExpressionAutomaton automaton = Compile(expression);
        Assert.All(matched, value => Assert.True(automaton.Matches(value), value));
        Assert.All(others, value => Assert.False(automaton.Matches(value), value));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_is_told_at_its_place(string expression, int start, int length, string kind)
    {
        ExpressionFault? fault = ExpressionCompiler.Compile(expression, CaseRule.Exact).Fault;
        Assert.Equal((start, length, kind), (fault?.Start ?? 0, fault?.Length ?? 0, fault?.Kind.ToString() ?? ""));
    }

    [Theory]
    [InlineData("[a-f]+", "AbC", true)]
    [InlineData("[^a]", "A", false)]
    [InlineData("k", "\u212A", false)]
    [InlineData("ä", "Ä", false)]
    [InlineData("(?i)k", "\u212A", true)]
    public void Ascii_case_can_be_ignored(string expression, string value, bool expected) =>
        Assert.Equal(expected, ExpressionCompiler.Compile(expression, CaseRule.IgnoresAscii).Automaton?.Matches(value));

    [Fact]
    public void The_longest_value_goes_through_the_largest_expression()
    {
        string value = new('a', ValueTest.MatchLengthMax - 1);
        ExpressionAutomaton automaton = Compile($"(?:(?:a?){{{PolicyLimits.ExpressionSizeMax - 1}}})*b");
        Assert.True(automaton.Matches(value + 'b'));
        Assert.False(automaton.Matches(value + 'c'));
        Assert.Equal(PolicyLimits.ExpressionSizeMax * 8, automaton.CostOfCharacter);
    }

    private static ExpressionAutomaton Compile(string expression)
    {
        CompiledExpression compiled = ExpressionCompiler.Compile(expression, CaseRule.Exact);
        Assert.Null(compiled.Fault);
        Assert.NotNull(compiled.Automaton);
        return compiled.Automaton;
    }
}
