using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

public sealed class LkgQualificationTests
{
    private static readonly ArtifactFinding Present = new(Component.Api, Some.Digest("v1.8.1", Component.Api));

    [Fact]
    public void Of_EverythingRight_IsQualifiedAndSaysWhy()
    {
        var qualification = Of(Some.Release("v1.8.1"));

        Assert.True(qualification.Qualified);
        Assert.Equal(
            "artifact present, digest right, works with schema 118, evidence pack present",
            qualification.Text
        );
    }

    [Fact]
    public void Of_DigestInOtherCase_IsTheSame() =>
        Assert.True(Of(Some.Release("v1.8.1"), Present with { Sha256 = Present.Sha256!.ToUpperInvariant() }).Qualified);

    [Fact]
    public void Of_NoPointer_Blocks() =>
        Blocks(LkgQualification.Of(null, null, Component.Web, null, 118), "no LKG for Web");

    [Fact]
    public void Of_UnknownRelease_Blocks() =>
        Blocks(LkgQualification.Of("v1", null, Component.Api, Present, 118), "release v1 is not registered");

    [Fact]
    public void Of_NoArtifactOfTheComponent_Blocks() =>
        Blocks(
            LkgQualification.Of("v1.8.1", Some.Release("v1.8.1"), Component.Config, Present, 118),
            "v1.8.1 carries no Config artifact"
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_ArtifactMissing_Blocks(bool looked) =>
        Blocks(
            Of(Some.Release("v1.8.1"), looked ? Present with { Sha256 = null } : null, looked),
            "Api artifact of v1.8.1 is missing"
        );

    [Fact]
    public void Of_OtherSchema_Blocks() =>
        Blocks(Of(Some.Release("v1.8.1", schema: 117)), "v1.8.1 does not work with schema 118");

    [Fact]
    public void Of_OlderReleaseThatWorksWithTheSchema_IsQualified() =>
        Assert.True(Of(Some.Release("v1.8.1", schema: 117, worksWith: [117, 118])).Qualified);

    [Fact]
    public void Of_NoEvidencePack_DoesNotBlockAndIsSaid()
    {
        var qualification = Of(Some.Release("v1.8.1", evidence: null));

        Assert.True(qualification.Qualified);
        Assert.False(qualification.Proposable);
        Assert.Contains("v1.8.1 has no evidence pack", qualification.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ShortDigest_IsAReasonNotACrash()
    {
        var release = Some.Release("v1.8.1") with
        {
            Artifacts = new Dictionary<Component, Artifact> { [Component.Api] = new("api", "abc") },
        };

        Blocks(Of(release, new(Component.Api, "def")), "Api artifact of v1.8.1 has digest def, not abc");
    }

    [Fact]
    public void Of_EverythingRight_EveryFactHoldsAndOnlyTheEvidenceWouldNotBlock() =>
        Assert.Equal(
            [
                new("artifact present, digest right", Holds: true, Blocks: true),
                new("works with schema 118", Holds: true, Blocks: true),
                new("evidence pack present", Holds: true, Blocks: false),
            ],
            Of(Some.Release("v1.8.1")).Facts
        );

    [Fact]
    public void Of_SchemaAndEvidenceNotKnown_HoldNotAndBlockNot()
    {
        var release = Some.Release("v1.8.1", evidence: null);

        var qualification = LkgQualification.Of("v1.8.1", release, Component.Api, Present, schema: null);

        Assert.True(qualification.Qualified);
        Assert.Equal(
            [
                new("the running schema is not known", Holds: false, Blocks: false),
                new("v1.8.1 has no evidence pack", Holds: false, Blocks: false) { Gap = TargetGap.Evidence },
            ],
            qualification.Facts.Skip(1)
        );
    }

    [Theory]
    [InlineData(EvidenceState.Complete, true, "evidence complete")]
    [InlineData(EvidenceState.Present, true, "evidence pack present")]
    [InlineData(EvidenceState.Elsewhere, true, "evidence pack named, not looked at")]
    [InlineData(EvidenceState.Incomplete, false, "evidence of v1.8.1 is incomplete")]
    [InlineData(EvidenceState.Missing, false, "evidence pack of v1.8.1 is missing")]
    [InlineData(EvidenceState.Unreadable, false, "evidence pack of v1.8.1 cannot be read")]
    [InlineData(EvidenceState.None, false, "v1.8.1 has no evidence pack")]
    public void Of_EvidenceLookedAt_IsWhatWasFound(EvidenceState found, bool holds, string text)
    {
        var fact = Of(Some.Release("v1.8.1"), Present with { Evidence = found }).Facts[^1];

        Assert.Equal((text, holds, false), (fact.Text, fact.Holds, fact.Blocks));
        Assert.Equal(holds ? null : TargetGap.Evidence, fact.Gap);
    }

    [Fact]
    public void On_ScriptsSinceAreNotAddOnly_Blocks()
    {
        var brought = Some.Release("v1.9.0", schema: 119);
        var schema = new RunningSchema(119, [brought], [("v1.9.0", "0119.sql:2 MIG010 narrower")]);

        Blocks(
            LkgQualification.On(
                "v1.8.1",
                Some.Release("v1.8.1", worksWith: [118, 119]),
                Component.Api,
                Present,
                schema
            ),
            "v1.9.0 changed what v1.8.1 may need, its scripts are not add-only: 0119.sql:2 MIG010 narrower"
        );
    }

    [Fact]
    public void On_UnsafeScriptsOfItsOwnSchemaOrBefore_DoNotBlock()
    {
        var schema = new RunningSchema(118, [Some.Release("v1.8.0")], [("v1.8.0", "0118.sql:2 MIG010 narrower")]);

        Assert.True(LkgQualification.On("v1.8.1", Some.Release("v1.8.1"), Component.Api, Present, schema).Qualified);
    }

    private static LkgQualification Of(Release release, ArtifactFinding? finding = null, bool looked = true) =>
        LkgQualification.Of("v1.8.1", release, Component.Api, looked ? finding ?? Present : null, schema: 118);

    private static void Blocks(LkgQualification qualification, string text)
    {
        Assert.False(qualification.Qualified);
        Assert.Equal(text, qualification.Text);
    }
}
