using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Live;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Time;
using Prometheus;

namespace Mcpx.Watchdog.Judging;

/// <summary>
/// The one writer of judging: at each tick takes every input that arrived, in order, judges every environment and
/// publishes what it sees.
/// </summary>
internal sealed class JudgingRound
{
    /// <summary>A tick this long after the one before means that nobody looked in between.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A tick this little off its beat counts as on it. Else a hold that is a multiple of the beat would, by chance, be a
    /// millisecond short at its end and last a beat longer.
    /// </summary>
    private static readonly TimeSpan OffBeat = TimeSpan.FromMilliseconds(20);

    private static readonly Counter LateTicks = Metrics.CreateCounter(
        "watchdog_evaluations_late_total",
        "Evaluations that came more than two seconds after the one before."
    );

    private static readonly Counter MissedTicks = Metrics.CreateCounter(
        "watchdog_evaluations_missed_total",
        "Evaluations that were due and never happened."
    );

    private static readonly Gauge Blind = Metrics.CreateGauge(
        "watchdog_blind",
        "1 while every vantage of the environment fails: nothing can be told of it. Else 0.",
        "environment"
    );

    private readonly Dictionary<string, EnvironmentJudge> _judges;
    private readonly Inputs _inputs;
    private readonly Pulses _pulses;
    private readonly InstanceBoard _instances;
    private readonly LiveBoard _board;
    private readonly JournalTail _tail;
    private readonly AnchoredTime _time;
    private readonly ILogger<JudgingRound> _log;
    private readonly Recorder? _recorder;
    private readonly DecisionTape? _tape;
    private DateTimeOffset? _lastTick;

    public JudgingRound(
        WatchdogOptions options,
        Inputs inputs,
        Pulses pulses,
        InstanceBoard instances,
        LiveBoard board,
        Store store,
        JournalTail tail,
        AnchoredTime time,
        ILogger<JudgingRound> log,
        Recorder? recorder = null,
        DecisionTape? tape = null
    )
    {
        (_inputs, _pulses, _instances, _board, _tail, _time, _log) = (
            inputs,
            pulses,
            instances,
            board,
            tail,
            time,
            log
        );
        (_recorder, _tape) = (recorder, tape);
        _judges = options.Environments.ToDictionary(
            environment => environment.Key,
            environment => new EnvironmentJudge(environment.Key, environment.Value),
            StringComparer.Ordinal
        );
        foreach (var (name, judge) in _judges)
        {
            var known = store.Samples.LastVerdicts(name);
            Restored? restored = null;
            if (known.Count > 0)
            {
                restored = new(known.Max(verdict => verdict.AsOf), [.. known.Select(verdict => verdict.Verdict)]);
                judge.Restore(restored.Verdicts, restored.At);
            }

            recorder?.Begin(name, time.GetUtcNow(), restored, tail.Current);
            tape?.Begin(name, time.GetUtcNow(), restored, tail.Current);
        }
    }

    /// <summary>Judges once. Called by one job that never overlaps itself.</summary>
    public void Tick()
    {
        var wall = _time.CheckAgainstWall();
        var now = OnBeat(_time.GetUtcNow(), _lastTick);
        if (wall is { } step)
        {
            Log.ClockStepped(_log, step);
            if (step > TimeSpan.Zero)
            {
                // It may have been a suspend. Nothing was missed while the clock was set back.
                ResumeAll(now);
            }
        }

        if (_lastTick is { } last)
        {
            MissedTicks.Inc(MissedIn(now - last));
            if (now - last > Late)
            {
                // We were stopped or starved: what was not seen meanwhile is nobody's gap.
                LateTicks.Inc();
                Log.Late(_log, now - last);
                ResumeAll(now);
            }
        }

        _lastTick = now;
        _pulses.Drain(_inputs);
        while (_inputs.TryTake(out var next))
        {
            if (_judges.TryGetValue(next.Environment, out var judge))
            {
                judge.Take(next.Input, now);
                _recorder?.Take(next.Environment, next.Input);
                _tape?.Take(next.Environment, next.Input);
            }
        }

        foreach (var (name, judge) in _judges)
        {
            judge.Tick(now);
            Blind.WithLabels(name).Set(judge.IsBlind ? 1 : 0);
            var picture = new LivePicture(
                name,
                now,
                _tail.Current.Position,
                judge.Verdicts(),
                [.. _instances.Of(name).Select(one => one with { FirstEvent = judge.FirstEventOf(one.Name) })]
            );
            _board.Publish(picture);
            _recorder?.Ticked(picture, _tail.Current);
            _tape?.Ticked(picture, _tail.Current);
        }

        _board.EndRound();
    }

    /// <summary>The moment a tick stands for: whole beats after the one before where it is near enough, else when it is.</summary>
    internal static DateTimeOffset OnBeat(DateTimeOffset now, DateTimeOffset? last)
    {
        if (last is not { } before)
        {
            return now;
        }

        var beat = before + (JudgeJob.Every * Math.Max(1, Math.Round((now - before) / JudgeJob.Every)));
        if ((now - beat).Duration() <= OffBeat)
        {
            return beat;
        }

        // A tick that was late enough to be put on the next beat may have its follower at its heels, before that beat.
        return now < before ? before : now;
    }

    /// <summary>How many ticks were due between two that happened; one may come a little before its turn.</summary>
    internal static double MissedIn(TimeSpan between) => Math.Max(0, Math.Floor((between / JudgeJob.Every) + 0.1) - 1);

    private void ResumeAll(DateTimeOffset now)
    {
        foreach (var (name, judge) in _judges)
        {
            var resumed = new Resumed(now);
            judge.Take(resumed, now);
            _recorder?.Take(name, resumed);
            _tape?.Take(name, resumed);
        }
    }
}
