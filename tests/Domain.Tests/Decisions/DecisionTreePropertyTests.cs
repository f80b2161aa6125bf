using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Decisions;

/// <summary>What holds of the tree whatever happened.</summary>
public sealed class DecisionTreePropertyTests
{
    private static readonly string[] Tags = ["v1.8.0", "v1.8.1", "v1.8.2", "v1.9.0"];
    private static readonly string[] People =
    [
        "eva",
        "gh-actions",
        "INC-0001",
        "rollback-bot",
        Deployment.UnknownDeployer,
    ];
    private static readonly string[] Keys =
    [
        "Cors:AllowedOrigins",
        "Network:SseKeepAliveSeconds",
        "EnableLegacyHttpSse",
        "Jobs:Batch",
        "Auth:ClientSecret",
        "0119_flags.sql",
    ];

    private static readonly Gen<Component> Components = OneOf(Component.Api, Component.Web);

    private static readonly Gen<Verdict> Verdicts = Gen.Select(
        OneOf([.. TriggerNames.All]),
        OneOf(Component.Api, Component.Web, Component.Config),
        Gen.Enum<VerdictState>(),
        Gen.Int[-4_000, 4_000],
        Gen.Int[1, 3],
        Gen.Int[0, 9],
        (trigger, component, state, onset, instance, declared) =>
            Some.Verdict(
                trigger,
                component,
                $"{component}-{instance}",
                state: state,
                onset: onset,
                sentence: $"{trigger} of {component}-{instance} since {onset}"
            ) with
            {
                Declared = declared == 0,
            }
    );

    private static readonly Gen<Deployment> Deployments = Gen.Select(
        Gen.Int[0, 9_999],
        Components,
        OneOf(Tags),
        OneOf(People),
        Gen.Int[-4_000, 4_000],
        OneOf<bool?>(true, false, null),
        (id, component, tag, by, at, succeeded) =>
            new Deployment(
                $"d{id}",
                component,
                tag,
                by,
                Some.At(at),
                succeeded is null ? null : Some.At(at + 60),
                succeeded
            )
    );

    private static readonly Gen<Change> Changes = Gen.Select(
        Gen.Int[0, 9_999],
        OneOf(ChangeKind.Config, ChangeKind.Flag, ChangeKind.AllowList, ChangeKind.Migration),
        OneOf(Keys),
        OneOf<string?>("1", "2", null),
        OneOf<string?>("1", "2", null),
        OneOf(People),
        Gen.Int[-4_000, 4_000],
        (id, kind, key, before, after, by, at) =>
            new Change($"c{id}", kind, Component.Config, key, before, after, by, Some.At(at))
    );

    private static readonly Gen<IReadOnlyDictionary<string, Release>> Releases = Gen.Select(
        Gen.Bool.Array[4],
        Gen.Int[29, 31].Array[4],
        Gen.Bool.Array[4],
        (coupled, contract, known) =>
            (IReadOnlyDictionary<string, Release>)
                Enumerable
                    .Range(0, Tags.Length)
                    .Where(i => known[i])
                    .ToDictionary(
                        i => Tags[i],
                        i =>
                            Some.Release(
                                Tags[i],
                                coupled: coupled[i],
                                migrations: i % 2 == 0 ? ["0119_flags.sql"] : []
                            ) with
                            {
                                Contract = contract[i],
                            }
                    )
    );

    private static readonly Gen<EnvironmentState> States = Gen.Select(
        Deployments.List[0, 6],
        Changes.List[0, 6],
        OneOf(Tags),
        Components.List[0, 2],
        Deployments.List[0, 2],
        (deployments, changes, lkg, quarantined, bypasses) =>
            Some.State([
                new LkgPointed(Component.Api, lkg, ""),
                new LkgPointed(Component.Web, lkg, ""),
                .. quarantined.Select(component => new ReleaseQuarantined(component, lkg, "INC-0001")),
                .. bypasses.Select(by => new PromotionBypassed(by.Id, by.Component, by.Tag, $"{by.Id} skipped Beta")),
            ]) with
            {
                Deployments = [.. deployments.DistinctBy(known => known.Id)],
                Changes = [.. changes.DistinctBy(known => known.Id)],
            }
    );

    private static readonly Gen<ParityReport?> Reports = OneOf<ParityReport?>(
        null,
        ParityComparison.Compare(
            new Dictionary<string, string> { ["Cors:A"] = "1", ["Auth:Secret"] = "2" },
            new Dictionary<string, string> { ["Cors:B"] = "1" },
            new(),
            Some.Seal(new DriftOptions().IsSecret),
            Some.Start
        )
    );

    private static readonly Gen<DecisionFacts> Facts = Gen.Select(
        States,
        Verdicts.List[1, 4],
        Verdicts.List[0, 4],
        Releases,
        OneOf<string?>([null, .. Tags]).Array[4],
        Gen.Enum<Rung>().List[0, 2],
        Gen.Select(Reports, Gen.Bool),
        (state, breaches, verdicts, releases, running, rungs, more) =>
            new DecisionFacts(
                state,
                breaches,
                new Dictionary<InstanceId, string?>
                {
                    [Some.Instance("Api-1")] = running[0],
                    [Some.Instance("Api-2")] = running[1],
                    [Some.Instance("Web-1", Component.Web)] = running[2],
                    [Some.Instance("Web-2", Component.Web)] = running[3],
                },
                releases,
                [
                    new(Component.Api, Some.Digest(state.Lkg[Component.Api], Component.Api)),
                    new(Component.Web, Some.Digest(state.Lkg[Component.Web], Component.Web)),
                ]
            )
            {
                Verdicts = verdicts,
                RungsRun = rungs,
                Parity = more.Item1,
                CanRevert = more.Item2,
            }
    );

    [Fact]
    public void Decide_AnyFacts_GivesTheSameInAnyOrder() =>
        Facts.Sample(facts =>
        {
            var turned = facts with
            {
                Breaches = [.. facts.Breaches.Reverse()],
                Verdicts = [.. facts.Verdicts.Reverse()],
                Findings = [.. facts.Findings.Reverse()],
                RungsRun = [.. facts.RungsRun.Reverse()],
                Tags = facts.Tags.Reverse().ToDictionary(),
                Releases = facts.Releases.Reverse().ToDictionary(),
                Environment = facts.Environment with
                {
                    Deployments = facts.Environment.Deployments.Reverse(),
                    Changes = facts.Environment.Changes.Reverse(),
                    OpenBypasses = facts.Environment.OpenBypasses.Reverse(),
                },
            };

            Assert.Equivalent(DecisionTree.Decide(facts), DecisionTree.Decide(turned), strict: true);
        });

    [Fact]
    public void Decide_AnyFacts_BeginsWithStartAndEndsWithOneOutcome() =>
        Facts.Sample(facts =>
        {
            var path = DecisionTree.Decide(facts).Path;

            Assert.Equal((PathAnswer.Start, PathAnswer.Outcome), (path[0].Answer, path[^1].Answer));
            Assert.DoesNotContain(
                path.Skip(1).SkipLast(1),
                node => node.Answer is PathAnswer.Start or PathAnswer.Outcome
            );
            Assert.All(path, node => Assert.NotEqual("", node.Question));
            Assert.All(path, node => Assert.NotEqual("", node.Fact));
        });

    [Fact]
    public void Decide_AnyFacts_RestoresApiAndWebOnlyAndNeverWithAKey() =>
        Facts.Sample(facts =>
        {
            var outcome = DecisionTree.Decide(facts);

            Assert.All(outcome.Restore, component => Assert.True(component is Component.Api or Component.Web));
            Assert.Equal(outcome.Restore.Distinct().Order(), outcome.Restore);
            Assert.True(outcome.Restore.Count == 0 || outcome.Reverts.Count == 0);
            Assert.Equal(outcome.Rung is null, outcome.Path[^1].Question == "Investigate");
        });

    [Fact]
    public void Decide_NothingMeasuredOrDeclared_NeverProposes() =>
        Facts.Sample(facts =>
        {
            var blind = facts with
            {
                Breaches =
                [
                    .. facts.Breaches.Select(breach => breach with { State = VerdictState.NoData, Declared = false }),
                ],
            };

            Assert.Null(DecisionTree.Decide(blind).Rung);
        });

    [Fact]
    public void Decide_AnyFacts_NeverGoesToABadPlaceOrTwice() =>
        Facts.Sample(facts =>
        {
            var outcome = DecisionTree.Decide(facts);

            Assert.All(
                outcome.Restore,
                component =>
                {
                    var tag = facts.Environment.Lkg[component];
                    Assert.DoesNotContain((component, tag), facts.Environment.Quarantined);
                    Assert.Contains(tag, facts.Releases.Keys);
                }
            );
            Assert.True(outcome.Rung is not { } rung || !facts.RungsRun.Contains(rung));
            Assert.True(outcome.Restore.Count == 0 || !facts.RungsRun.Contains(Rung.Api));
        });

    [Fact]
    public void Decide_AnyFacts_WritesOnlyWhereItCanAndNeverASecret() =>
        Facts.Sample(facts =>
        {
            var outcome = DecisionTree.Decide(facts);

            Assert.True(facts.CanRevert || outcome.Reverts.Count == 0);
            // A flag is on or off, whatever its name.
            Assert.DoesNotContain(
                outcome.Reverts,
                revert => revert.Kind != ChangeKind.Flag && revert.Key.Contains("Secret", StringComparison.Ordinal)
            );
        });

    [Fact]
    public void Decide_AnyFacts_BlamesNothingThatCameAfterTheReadingItExplains() =>
        Facts.Sample(facts =>
        {
            if (Attribution.Of(facts).Lead is { } lead)
            {
                var grace = lead.Change.By == Deployment.UnknownDeployer ? 60 : 0;
                Assert.True(lead.Change.At <= lead.Onset + Some.Seconds(grace));
                Assert.True(lead.Change.At >= lead.Onset - facts.Horizon);
            }
        });

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);
}
