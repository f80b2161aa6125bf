namespace Mcpx.Watchdog.Probes.Changes;

/// <summary>Polls the configuration and the flags, so that no change of them goes unseen where the audit tells of none.</summary>
internal sealed class SettingsProbe(SettingPolls polls) : IProbe
{
    public ProbeKind Kind => ProbeKind.Settings;

    public Audience Asks => Audience.Environment;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping) => polls.NewestAsync(target, stopping);
}
