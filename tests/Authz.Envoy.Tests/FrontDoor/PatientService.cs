namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>One that waits for a message as long as it takes to send it on a machine that does ten other things.</summary>
public sealed class PatientService : AttackedService
{
    protected override string MessageDeadline => "120s";
}
