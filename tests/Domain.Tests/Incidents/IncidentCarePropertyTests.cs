using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>
/// Random pictures, deployments and people. <see cref="Scene.Look"/> itself fails when a look takes more than twenty steps,
/// when a step changes nothing, and when the same facts give another step.
/// </summary>
public sealed class IncidentCarePropertyTests
{
    private static readonly (string Trigger, Component Component, string Instance)[] Series =
    [
        (TriggerNames.ErrorRate, Component.Api, "api-1"),
        (TriggerNames.ErrorRate, Component.Api, "api-2"),
        (TriggerNames.SseHeartbeat, Component.Api, "api-1"),
        (TriggerNames.Latency, Component.Api, "api-1"),
        (TriggerNames.Availability, Component.Web, "web-1"),
    ];

    private static readonly VerdictState[] Missing =
    [
        VerdictState.NoData,
        VerdictState.ProbeError,
        VerdictState.NotEnoughSamples,
        VerdictState.Healthy,
    ];

    private static readonly Gen<Verdict[]> Pictures = PicturesOf(Enum.GetValues<VerdictState>());

    private static readonly Gen<(Verdict[] Picture, int Move, int Pause)[]> Moves = Gen.Select(
        Pictures,
        Gen.Int[0, 24],
        Gen.Int[0, 2_000]
    ).Array[1, 40];

    [Fact]
    public void Next_AnyPictures_ComesToAnEndAndSaysNothingTwice() =>
        Moves.Sample(
            moves =>
            {
                var scene = Scene.Deployed();
                foreach (var (picture, move, pause) in moves)
                {
                    Move(scene, move);
                    scene.Wait(pause);
                    var before = scene.Entries.Count;
                    scene.Look(picture);
                    CheckLook(scene, before);
                    Assert.Empty(scene.Look(picture));
                }
            },
            iter: 300
        );

    [Fact]
    public void Next_MissingDataOnly_NeverProposes() =>
        Gen.Select(PicturesOf(Missing), Gen.Int[0, 2_000])
            .Array[1, 40]
            .Sample(
                looks =>
                {
                    var scene = Scene.Deployed();
                    foreach (var (picture, pause) in looks)
                    {
                        scene.Wait(pause).Look(picture);
                    }

                    Assert.Empty(scene.Events<RollbackProposed>());
                },
                iter: 200
            );

    [Fact]
    public void Next_MissingData_NeverEndsAnIncident() =>
        PicturesOf([.. Missing.Where(state => state != VerdictState.Healthy)])
            .Array[1, 20]
            .Sample(
                pictures =>
                {
                    var scene = Scene.Deployed();
                    scene.Look(Some.Verdict());
                    foreach (var picture in pictures)
                    {
                        scene.Wait(300).Look(picture);
                        Assert.Equal("INC-0001", scene.State.Environment("Prod").OpenIncident);
                    }
                },
                iter: 200
            );

    private static void CheckLook(Scene scene, int before)
    {
        var events = scene
            .Entries.Skip(before)
            .Select(entry =>
                entry.Event.GetType().Name
                + JsonSerializer.Serialize(entry.Event, entry.Event.GetType(), EventBody.Json)
            )
            .ToList();
        Assert.Equal(events.Count, events.Distinct(StringComparer.Ordinal).Count());
        Assert.True(scene.State.Incidents.Values.Count(incident => incident.IsOpen) <= 1);
        foreach (var incident in scene.State.Incidents.Values)
        {
            Assert.Equal(incident.IsOpen, scene.State.Environment("Prod").OpenIncident == incident.Id);
            Assert.True(
                incident.Status != IncidentStatus.Proposed
                    || scene.Now < incident.Proposal!.ExpiresAt
                    || incident.Declined is not null
            );
        }
    }

    /// <summary>What somebody may do between two looks; refusals are as good as anything else.</summary>
    private static void Move(Scene scene, int move)
    {
        var open = scene.State.OpenIncident(scene.Name);
        var hash = open?.Proposal?.PlanHash ?? "";
        switch (move)
        {
            case 0:
                scene.Deploy(Component.Api, "v1.8.2");
                break;
            case 1:
                scene.Deploy(Component.Web, "v1.8.2");
                break;
            case 2:
                scene.Tags[Component.Api] = scene.Tags[Component.Api] == "v1.8.1" ? "v1.8.2" : "v1.8.1";
                break;
            case 3:
                scene.Happen(new LkgPointed(Component.Api, "v1.8.0", "chosen"));
                break;
            case 4:
                scene.Options = scene.Options with { Execution = Execution.DryRun };
                break;
            case 5:
                scene.Options = scene.Options with { Execution = Execution.On };
                break;
            case 6 when open is not null:
                scene.Execute(new IncidentCommand.Reject("no"), Some.Ic);
                break;
            case 7 when open is not null:
                scene.Execute(new IncidentCommand.Snooze(TimeSpan.FromMinutes(20), "later"), Some.Ic);
                break;
            case 8:
                scene.Execute(
                    new IncidentCommand.Declare(
                        open?.Id ?? IncidentCare.NextId(scene.State),
                        "Prod",
                        TriggerNames.Business,
                        Component.Web,
                        "wrong",
                        RollBack: scene.Entries.Count % 2 == 0
                    ),
                    Some.Ic
                );
                break;
            case 9 when open is not null:
                scene.Execute(new IncidentCommand.Close("over"), Some.Ic);
                break;
            case 10 when open is not null:
                scene.Execute(new IncidentCommand.Approve(hash), Some.Ic);
                break;
            case >= 11 and <= 18 when open?.Status == IncidentStatus.Proposed:
                if (scene.Execute(new IncidentCommand.Approve(hash), Some.Deputy).Refusal is null)
                {
                    scene.Run();
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Every other picture is of one word, or hardly any would be calm.</summary>
    private static Gen<Verdict[]> PicturesOf(VerdictState[] states) =>
        Gen.Select(
            Gen.Bool,
            Gen.Int[0, states.Length - 1],
            Gen.Select(Gen.Int[0, states.Length - 1], Gen.Int[-2_000, 0], Gen.Int[1, 200]).Array[Series.Length],
            (same, one, drawn) =>
                drawn.Select((draw, i) => Verdict(i, states[same ? one : draw.Item1], draw.Item2, draw.Item3)).ToArray()
        );

    private static Verdict Verdict(int series, VerdictState state, int since, int value) =>
        Some.Verdict(
            Series[series].Trigger,
            Series[series].Component,
            Series[series].Instance,
            state: state,
            value: state is VerdictState.NoData or VerdictState.ProbeError ? null : value * 1_000
        ) with
        {
            Since = Some.At(since + 2_000),
        };
}
