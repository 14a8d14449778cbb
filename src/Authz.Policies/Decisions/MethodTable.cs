using System.Collections.Frozen;
using System.Text;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions;

/// <summary>Gives each method that a set speaks of one bit of a word.</summary>
internal sealed class MethodTable
{
    public const int MethodsMax = 64;
    public const ulong AllMethods = ulong.MaxValue;

    private readonly ByteTable numbers;
    private readonly FrozenDictionary<string, int> numbersByName;

    public MethodTable(IEnumerable<string> others)
    {
        string[] methods = [.. StandardMethods.All.Concat(others).Distinct(StringComparer.Ordinal)];
        if (methods.Length > MethodsMax)
        {
            throw new ArgumentException($"at most {MethodsMax} methods; binding holds that limit", nameof(others));
        }

        numbersByName = methods.Select((name, number) => (name, number))
            .ToFrozenDictionary(pair => pair.name, pair => pair.number, StringComparer.Ordinal);
        numbers = ByteTable.Create(
            [.. methods.Select((name, number) => new ByteTableEntry(0, Encoding.UTF8.GetBytes(name), number))]);
    }

    /// <summary>The method's bit, or zero: a rule may name a method that none of its services takes.</summary>
    public ulong BitOf(string method) => numbersByName.TryGetValue(method, out int number) ? 1UL << number : 0;

    /// <summary>The method's bit, or zero: one that no service of the set takes.</summary>
    public ulong BitOf(ReadOnlySpan<byte> method)
    {
        int number = numbers.Find(0, method);
        return number < 0 ? 0 : 1UL << number;
    }
}
