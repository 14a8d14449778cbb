namespace Authz.Cli.Output;

internal static class Count
{
    /// <summary>`1 error`, `2 errors`.</summary>
    public static string Of(int number, string noun) => Of(number, noun, noun + "s");

    public static string Of(int number, string one, string several) => number == 1 ? $"1 {one}" : $"{number} {several}";
}
