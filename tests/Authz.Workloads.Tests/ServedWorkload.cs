using System.Text;
using Authz.Pdp;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Pdp.Requests;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Policies.Text;

namespace Authz.Workloads.Tests;

/// <summary>A workload's policies as the service would have them in force, without its transport.</summary>
internal sealed class ServedWorkload
{
    private static readonly DateTimeOffset now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DecisionTree tree;
    private readonly CallerIdentities identities;

    public ServedWorkload(Workload workload)
    {
        CompilationResult result = PolicyCompilation.Run(
            SourceSet.Of(workload.Policies.Select(file => KeyValuePair.Create<string, ReadOnlyMemory<byte>>(file.Name, Encoding.UTF8.GetBytes(file.Text)))),
            new CompilationOptions());
        Diagnostics = [.. result.Diagnostics];
        tree = result.Tree ?? throw new InvalidOperationException(string.Join('\n', Diagnostics));
        identities = new CallerIdentities(
            result.Policies ?? throw new InvalidOperationException(),
            CertificateMode.Required,
            UnknownTokenMode.Passed,
            new IdentityMemory { SignatureChecks = new SignatureGate(int.MaxValue) });
    }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The effect, the reason in the words of the service, and the rule if one decided.</summary>
    public (bool IsAllowed, string Reason, string? Rule) Decide(byte[] message)
    {
        var check = new CheckCall { Message = message, Time = now, Id = default, HeaderSlots = new HeaderSlot[CheckCall.HeaderSlotCount] };
        AccessRequest request = CheckRequestReader.Read(in check);
        Caller caller = identities.Prove(in request);
        Decision decision = tree.Decide(in request, in caller);
        return (decision.IsAllowed, decision.Reason.Token(), decision.Rule < 0 ? null : tree.RuleNames[decision.Rule]);
    }
}
