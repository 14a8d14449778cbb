using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>An anchor or alias behind an anchor.</summary>
internal static class SecondAnchor
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.KindAt(broken.At) != LooseTokenKind.Name || broken.KindAt(broken.At - 1) != LooseTokenKind.Name)
        {
            return null;
        }

        LooseToken second = broken.Tokens[broken.At];
        return new SyntaxError(
            new TextSpan(second.Start, second.Length),
            $"{broken.Quote(broken.Tokens[broken.At - 1])} marks this value already",
            "a value has one `&` name, and an alias (`*`) has none; keep one of the two");
    }
}
