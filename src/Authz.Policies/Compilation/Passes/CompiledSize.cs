namespace Authz.Policies.Compilation.Passes;

/// <summary>
/// Counts what a set comes to while it is compiled, and stops before memory does. What policies say stands once for each
/// group of callers and each service for which something differs, so that few rules can come to much.
/// </summary>
internal sealed class CompiledSize(int max)
{
    /// <summary>A pair of callers and a service counts one, each distinct entry its rules' paths and operations.</summary>
    public const int Max = 10_000_000;

    // Looking whether an entry is known already compares the policies of its pair.
    private const int ComparedPolicies = 256;

    private long left = max;

    /// <param name="policies">That speak of the pair.</param>
    public void ChargePair(int policies) => Charge(1 + (policies / ComparedPolicies));

    public void ChargeEntry(int routes) => Charge(routes);

    private void Charge(int size)
    {
        left -= size;
        if (left < 0)
        {
            throw new CompiledSizeException();
        }
    }
}
