using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>The schema stays, and what people owe it is kept (runbook section 8).</summary>
public sealed class HotfixReviewTests
{
    private static readonly HotfixReview Review = new(
        "0120_hotfix.sql",
        Some.Digest("v1", Component.Api),
        ReviewSide.Dba,
        "dora",
        "adds a default only"
    );

    public static TheoryData<string, HotfixReview> Wrong =>
        new()
        {
            { "script", Review with { Script = " " } },
            { "sha256", Review with { Sha256 = "abc" } },
            { "sha256", Review with { Sha256 = new string('G', 64) } },
            { "side", Review with { Side = (ReviewSide)7 } },
            { "reviewer", Review with { Reviewer = "" } },
            { "text", Review with { Text = new string('x', 4_001) } },
        };

    [Fact]
    public void Next_WhatStayedBreaksTheLkgToo_SaysThatAForwardHotfixIsOwed()
    {
        var scene = RolledBack();

        scene.Wait(600).Look(Some.Verdict());

        Assert.EndsWith(
            " 0119_flags.sql stayed in the database: if it is at fault, a forward hotfix mends it, reviewed by DBA or SEC and authorised past the freeze.",
            scene.Incident.Advice!.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_AReleaseWithAMigrationWasRolledBack_RemembersWhatStayed() =>
        Assert.Equal(["0119_flags.sql"], RolledBack().Incident.HotfixFor);

    [Fact]
    public void Decide_AReview_IsKeptOnceAndAlsoAfterTheEnd()
    {
        var scene = RolledBack();
        scene.Do(new IncidentCommand.Close("in other hands"), Some.Ic);
        var command = new IncidentCommand.ReviewHotfix(Review);
        var id = scene.Incident.Id;

        Assert.Equal([new HotfixReviewed(Review)], scene.Execute(command, Some.Deputy, id).Events);
        Assert.Equal(Decided.Already, scene.Execute(command, Some.Deputy, id));
        Assert.Equal([Review], scene.Incident.HotfixReviews);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Decide_AReviewThatSaysTooLittle_NamesWhatIsWrong(string key, HotfixReview review)
    {
        var refusal = RolledBack().Execute(new IncidentCommand.ReviewHotfix(review), Some.Ic).Refusal!;

        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.StartsWith(key, refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_AReviewByWhoOnlyLooks_IsRefused() =>
        Assert.Equal(
            RefusalKind.Role,
            RolledBack().Execute(new IncidentCommand.ReviewHotfix(Review), Some.Viewer).Refusal!.Kind
        );

    private static Scene RolledBack()
    {
        var scene = new Scene();
        scene.Register(Some.Release("v1.9.0", migrations: ["0119_flags.sql"]));
        scene.Deploy(Component.Api, "v1.9.0").Wait(400).Look(Some.Verdict(onset: 60));
        return scene.Approve().Run();
    }
}
