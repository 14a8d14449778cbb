namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>One place in a body that some pointer leads to or through. Nodes are numbered in preorder.</summary>
/// <param name="End">One past the last node at or below it.</param>
/// <param name="IndexMax">The highest index of an array that leads on from here, or -1.</param>
internal readonly record struct PointerNode(int End, int IndexMax);
