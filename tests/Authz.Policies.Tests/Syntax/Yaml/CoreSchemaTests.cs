using Authz.Policies.Syntax.Yaml;

namespace Authz.Policies.Tests.Syntax.Yaml;

public sealed class CoreSchemaTests
{
    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("on")]
    [InlineData("off")]
    [InlineData("y")]
    [InlineData("12:30:45")]
    [InlineData("2026-01-01")]
    [InlineData("1_000")]
    [InlineData("0b1010")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("e1")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("0x")]
    [InlineData("0o8")]
    [InlineData("+0x1F")]
    [InlineData("nan")]
    [InlineData("tRUE")]
    [InlineData("nUll")]
    [InlineData("١")]
    public void Text_stays_text(string plain) => Assert.Equal(YamlScalarType.Text, CoreSchema.TypeOf(plain));

    [Theory]
    [InlineData("0")]
    [InlineData("-12")]
    [InlineData("+12")]
    [InlineData("007")]
    [InlineData("0o17")]
    [InlineData("0x1fF")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("-1.5e+3")]
    [InlineData("1E9")]
    [InlineData(".inf")]
    [InlineData("-.INF")]
    [InlineData(".NaN")]
    public void Numbers_are_numbers(string plain) => Assert.Equal(YamlScalarType.Number, CoreSchema.TypeOf(plain));

    [Theory]
    [InlineData("true")]
    [InlineData("False")]
    [InlineData("TRUE")]
    public void Truth_values_are_truth_values(string plain) =>
        Assert.Equal(YamlScalarType.Boolean, CoreSchema.TypeOf(plain));

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("Null")]
    public void Nothing_is_nothing(string plain) => Assert.Equal(YamlScalarType.Null, CoreSchema.TypeOf(plain));
}
