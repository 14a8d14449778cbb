namespace Authz.Service.Settings;

/// <summary>Why the service does not start.</summary>
/// <param name="What">The setting, its value and where that came from.</param>
/// <param name="Problem">What is wrong with it and how to mend it.</param>
/// <param name="Places">Where it can be set; empty where that is no setting of ours.</param>
public sealed record SettingFault(string What, string Problem, string Places)
{
    public override string ToString() => Places.Length == 0 ? $"{What}: {Problem}" : $"{What}: {Problem}\n  {Places}";
}
