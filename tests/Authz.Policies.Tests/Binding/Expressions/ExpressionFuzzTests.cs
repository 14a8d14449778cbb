using System.Text;
using Authz.Policies.Binding.Conditions.Expressions;

namespace Authz.Policies.Tests.Binding.Expressions;

public sealed class ExpressionFuzzTests
{
    private const int Expressions = 3_000;
    private const int ValuesOfEach = 20;
    private const int Garbage = 30_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_random_expression_matches_what_its_definition_says(int seed)
    {
        var random = new Random(seed);
        int matched = 0;
        int compared = 0;
        for (int i = 0; i < Expressions; i++)
        {
            RandomExpression expression = RandomExpression.Create(random, depth: 4);
            CompiledExpression compiled = ExpressionCompiler.Compile(expression.Text, CaseRule.Exact);
            if (compiled.Fault is { } fault)
            {
                Assert.True(fault.Kind == ExpressionFaultKind.TooLarge, $"{expression.Text}: {fault.Problem}");
                continue;
            }

            for (int j = 0; j < ValuesOfEach; j++)
            {
                string value = RandomExpression.Value(random);
                bool expected = expression.Matches(value);
                bool actual = compiled.Automaton?.Matches(value) ?? false;
                Assert.True(expected == actual, $"'{expression.Text}' of '{value}': {expected}");
                matched += expected ? 1 : 0;
                compared++;
            }
        }

        // A run in which hardly anything matched would hold nothing.
        Assert.InRange(matched, compared / 20, compared);
    }

    [Fact]
    public void Garbage_never_throws()
    {
        const string letters = @"ab(((?:<!=)))[[^]]-{{,12}}**++??\\\\dDwWsSpPxLu||^$.:alpi#""é😀";
        var random = new Random(3);
        int taken = 0;
        for (int i = 0; i < Garbage; i++)
        {
            var text = new StringBuilder();
            for (int length = random.Next(12); length > 0; length--)
            {
                text.Append(letters[random.Next(letters.Length)]);
            }

            string expression = text.ToString();
            CompiledExpression compiled = ExpressionCompiler.Compile(expression, (CaseRule)random.Next(3));
            compiled.Automaton?.Matches(RandomExpression.Value(random));
            Assert.NotEqual(compiled.Fault is null, compiled.Automaton is null);
            Assert.True(compiled.Fault is null || compiled.Fault.Start + compiled.Fault.Length <= expression.Length);
            taken += compiled.Fault is null ? 1 : 0;
        }

        Assert.InRange(taken, 1, Garbage - 1);
    }
}
