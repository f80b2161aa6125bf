using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Silences;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Settings;

/// <summary>What is applied and where it comes from; a threshold can be tried, and nothing is saved.</summary>
public partial class SettingsPage
{
    private IReadOnlyList<string> _environments = [];
    private IReadOnlyList<SettingRow> _rows = [];
    private IReadOnlyList<OtherSetting> _others = [];
    private IReadOnlyList<SilenceRow> _silences = [];
    private IReadOnlyList<string> _warnings = [];
    private DateTimeOffset _appliedAt;
    private ChannelView? _channels;
    private bool _saidOfChannels;
    private string? _recordings;
    private bool _onlyDiffering;
    private ConfigurationApplied? _drawn;
    private string? _drawnName;
    private string _path = "SseHeartbeat:LimitGap";
    private string _value = "";
    private ThresholdTrial? _trial;
    private BacktestState _backtest = new BacktestIdle();
    private ElementReference _trialTitle;

    /// <summary>Which environment; the first where none is named.</summary>
    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [Inject]
    private SilenceLog Silences { get; set; } = null!;

    [Inject]
    private ChannelLog Channels { get; set; } = null!;

    [Inject]
    private BacktestRunner Backtests { get; set; } = null!;

    private string Name =>
        _environments.Contains(Environment) ? Environment!
        : _environments.Count > 0 ? _environments[0]
        : "";

    private IReadOnlyList<SettingRow> Shown => _onlyDiffering ? [.. _rows.Where(row => row.Differs)] : _rows;

    private string Title =>
        _rows.Count(row => row.Differs) switch
        {
            0 => $"{Name} runs with the runbook's thresholds",
            1 => $"1 threshold of {Name} is not the runbook's",
            var count => $"{count} thresholds of {Name} are not the runbook's",
        };

    private string? MayNotMute =>
        State.OptionsOf(Name)?.Approval.EffectiveRoles is { } roles && !roles.Contains(Me.Role)
            ? $"It takes {string.Join(" or ", roles.Select(TimelineWords.RoleName))} to mute notices or end a silence."
            : null;

    private protected override IReadOnlyCollection<string> Watched => [];

    private protected override void Came() => Backtests.Changed += OnBacktest;

    private protected override void Left() => Backtests.Changed -= OnBacktest;

    private protected override void Draw(bool disk)
    {
        _environments = EnvironmentOrder.Of(State);
        _backtest = Backtests.Current;
        _silences = SilenceRow.Of(State.Environment(Name).Silences, Time.GetUtcNow());
        if (State.Configuration is not { } applied || State.OptionsOf(Name) is not { } options)
        {
            return;
        }

        _channels = ChannelView.Of(applied.Options.Slack, State.ChannelTest, Me, Time.GetUtcNow());
        if (ReferenceEquals(_drawn, applied) && _drawnName == Name)
        {
            return;
        }

        if (_drawnName != Name)
        {
            _trial = null;
        }

        (_drawn, _drawnName) = (applied, Name);
        _rows = SettingRow.Of(Name, options, applied.Origins);
        _others = OtherSetting.Of(Name, options, applied.Origins);
        _warnings = applied.Warnings;
        _recordings = applied.Options.Recording.Folder;
        _appliedAt = disk ? AppliedAt() : _appliedAt;
    }

    private DateTimeOffset AppliedAt() =>
        Store.Journal.Newest(Streams.Node, 20).FirstOrDefault(entry => entry.Event is ConfigurationApplied)?.At
        ?? Time.GetUtcNow();

    private async Task Choose(SettingRow row)
    {
        (_path, _value, _trial) = (row.Path, "", null);
        await _trialTitle.FocusAsync();
    }

    private void Try() =>
        _trial = State.OptionsOf(Name) is { } options ? ThresholdTrial.Of(Name, options, _path, _value) : null;

    private async Task BacktestAsync()
    {
        if (_trial?.Options is { } tried && _recordings is { } folder)
        {
            await WriteAsync(
                Act.Backtest,
                me =>
                {
                    _ = Backtests.Start(folder, Name, tried.Triggers, $"{_path} = {_value.Trim()}");
                    return null;
                }
            );
        }
    }

    private void OnBacktest() =>
        _ = InvokeAsync(() =>
        {
            _backtest = Backtests.Current;
            StateHasChanged();
        });

    private async Task MuteAsync()
    {
        var draft = new SilenceDraft(State.Configuration?.Options.Silences ?? new());
        if (await SilenceDialog.AskAsync(Dialogs, Name, draft))
        {
            _saidOfChannels = false;
            await WriteAsync(Act.Silence, me => Silences.Set(Name, draft.At(Time.GetUtcNow()), me).Refusal);
        }
    }

    private async Task TestAsync()
    {
        var confirmed = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                "Send a test message?",
                "Everybody who reads the channels sees it, with your name. It says that nothing is wrong.",
                [("To", string.Join(", ", _channels?.Channels ?? []))],
                "Send it"
            )
        );
        if (confirmed is not null)
        {
            _saidOfChannels = true;
            await WriteAsync(Act.TestChannels, me => Channels.Ask(me).Refusal);
        }
    }

    private async Task UnmuteAsync(string id)
    {
        var confirmed = await ConfirmDialog.AskAsync(
            Dialogs,
            new($"End {id}?", "Notices go out again from now on; what was kept back is not sent.", [], "End silence")
        );
        if (confirmed is not null)
        {
            _saidOfChannels = false;
            await WriteAsync(Act.Silence, me => Silences.End(Name, id, me).Refusal);
        }
    }
}
