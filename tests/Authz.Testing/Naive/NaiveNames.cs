using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Syntax;

namespace Authz.Testing.Naive;

/// <summary>Who and what a policy speaks of: blocks, groups and labels looked up by name in the documents.</summary>
internal sealed class NaiveNames(PolicySyntax policies)
{
    public bool SpeaksOfCaller(AccessPolicySyntax policy, NaiveCaller caller) =>
        policy.Subjects.Any(subject => IsSubject(subject, caller));

    public bool SpeaksOfService(AccessPolicySyntax policy, NaiveService service) =>
        policy.Resources.Any(resource => IsResource(resource, service));

    private bool IsSubject(SubjectSyntax subject, NaiveCaller caller)
    {
        // Credentials that name no block leave their caller as anonymous as none do.
        if (caller.Block is null)
        {
            return subject is AnonymousSubjectSyntax;
        }

        BuildingBlockSyntax block = policies.Documents.OfType<BuildingBlockSyntax>()
            .Single(candidate => candidate.Name.Value == caller.Block);
        return subject switch
        {
            AnonymousSubjectSyntax => false,
            AuthenticatedSubjectSyntax => true,
            BuildingBlockSubjectSyntax named => named.Block.Value == block.Name.Value,
            GroupSubjectSyntax group => IsMember(group.Group.Value, block),
            LabelsSubjectSyntax labels => Carries(block, labels.Labels),
            _ => throw new UnreachableException(subject.ToString()),
        };
    }

    private bool IsResource(ResourceSyntax resource, NaiveService service) => resource switch
    {
        AllResourceSyntax => true,
        ServiceResourceSyntax named => named.Block.Value == service.Block.Name.Value
            && (named.Service.Value == "*" || named.Service.Value == service.Syntax.Name.Value),
        GroupResourceSyntax group => IsMember(group.Group.Value, service.Block),
        LabelsResourceSyntax labels => Carries(service.Block, labels.Labels),
        _ => throw new UnreachableException(resource.ToString()),
    };

    private bool IsMember(string groupName, BuildingBlockSyntax block)
    {
        GroupSyntax group = policies.Documents.OfType<GroupSyntax>()
            .Single(candidate => candidate.Name.Value == groupName);
        bool byName = group.Members.Any(member => member.Value == block.Name.Value);
        return byName || (!group.Selector.IsEmpty && Carries(block, group.Selector));
    }

    private static bool Carries(BuildingBlockSyntax block, ImmutableArray<LabelSyntax> labels) =>
        labels.All(wanted => block.Metadata.Labels.Any(
            label => label.Key.Value == wanted.Key.Value && label.Value.Value == wanted.Value.Value));
}
