using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class ServiceValidator : SyntaxValidator<ServiceSyntax>
{
    public ServiceValidator()
    {
        RuleFor(service => service.Name).Holds(
            name => DnsLabel.IsValid(name.Value),
            (diagnostics, name) => diagnostics.ReportInvalidName(name, "the service's name"));
        RuleFor(service => service.BasePath).HasNoFault(
            BasePathText.FaultOf, (diagnostics, path, fault) => diagnostics.ReportInvalidBasePath(path, fault));
        RuleForEach(service => service.Sni).HasNoFault(
            DnsName.FaultOfHost, (diagnostics, name, fault) => diagnostics.ReportInvalidSni(name, fault));
        RuleFor(service => service.Sni).AreDistinct(
            name => name,
            (diagnostics, name, _) => diagnostics.ReportDuplicateItem(name, "`sni`"),
            StringComparer.OrdinalIgnoreCase);
        RuleForEach(service => service.Hosts).HasNoFault(
            DnsName.FaultOfHost, (diagnostics, host, fault) => diagnostics.ReportInvalidHost(host, fault));
        RuleFor(service => service.Hosts).AreDistinct(
            host => host,
            (diagnostics, host, _) => diagnostics.ReportDuplicateItem(host, "`hosts`"),
            StringComparer.OrdinalIgnoreCase);
        RuleForEach(service => service.Methods).Holds(
            method => MethodName.IsValid(method.Value), (diagnostics, method) => diagnostics.ReportInvalidMethod(method));
        RuleFor(service => service.Methods).AreDistinct(
            method => method, (diagnostics, method, _) => diagnostics.ReportDuplicateItem(method, "`methods`"));
        RuleFor(service => service).Holds(
            service => service.Operations.Length <= PolicyLimits.OperationsMax,
            (diagnostics, service) => diagnostics.ReportTooManyItems(
                service.Span, "`operations`", service.Operations.Length, PolicyLimits.OperationsMax));
        RuleFor(service => service.Operations).AreDistinct(
            operation => operation.Id, (diagnostics, id, first) => diagnostics.ReportDuplicateOperation(id, first));
        RuleForEach(service => service.Operations).SetValidator(new OperationValidator());
    }
}
