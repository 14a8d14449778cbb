namespace Authz.Policies.Decisions.Conditions;

/// <summary>What an <see cref="ExpressionAutomaton"/> is made of. Sets of places are bits, `Words` words each.</summary>
internal sealed record ExpressionAutomatonParts
{
    /// <summary>At most <see cref="ExpressionAutomaton.PlacesMax"/>.</summary>
    public required int Places { get; init; }

    public required int Words { get; init; }

    public required bool MatchesEmpty { get; init; }

    /// <summary>Places at which a value may begin.</summary>
    public required ulong[] First { get; init; }

    /// <summary>Places at which a value may end.</summary>
    public required ulong[] Last { get; init; }

    /// <summary>By place: those that may come next.</summary>
    public required ulong[] Follow { get; init; }

    /// <summary>Where runs of characters begin that no place tells apart; ascending, from zero on.</summary>
    public required char[] Starts { get; init; }

    /// <summary>By run: the number of the mask of the places at which its characters may stand.</summary>
    public required int[] MaskOf { get; init; }

    public required ulong[] Masks { get; init; }
}
