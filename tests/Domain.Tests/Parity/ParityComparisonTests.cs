using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Parity;

public sealed class ParityComparisonTests
{
    [Fact]
    public void Compare_Same_HasNoDifference()
    {
        var report = Compare(new() { ["A:B"] = "1" }, new() { ["a:b"] = "1" });

        Assert.Empty(report.Differences);
        Assert.Equal((1, 0, 0), (report.Compared, report.Critical, report.Warnings));
        Assert.Equal(new ParityCompared(Some.Start, Critical: 0, Differences: 0, First: null), report.ToInput());
    }

    [Fact]
    public void Compare_MissingUnexpectedDifferent_AreToldApartCriticalFirst()
    {
        var report = Compare(
            new()
            {
                ["Jobs:Batch"] = "1",
                ["Cors:AllowedOrigins"] = "a",
                ["Network:SseKeepAliveSeconds"] = "10",
            },
            new()
            {
                ["Jobs:Batch"] = "2",
                ["flag:EnableLegacyHttpSse"] = "1",
                ["Network:SseKeepAliveSeconds"] = "30",
            }
        );

        Assert.Equal(
            [
                ("Cors:AllowedOrigins", DifferenceKind.Missing, DriftSeverity.Critical),
                ("Network:SseKeepAliveSeconds", DifferenceKind.Different, DriftSeverity.Critical),
                ("flag:EnableLegacyHttpSse", DifferenceKind.Unexpected, DriftSeverity.Critical),
                ("Jobs:Batch", DifferenceKind.Different, DriftSeverity.Warning),
            ],
            report.Differences.Select(difference => (difference.Key, difference.Kind, difference.Severity))
        );
        Assert.Equal(
            new ParityCompared(Some.Start, Critical: 3, Differences: 4, "Cors:AllowedOrigins is missing, expected 'a'"),
            report.ToInput()
        );
        Assert.Equal("3 critical, 1 warnings in 4 keys: Cors:AllowedOrigins is missing, expected 'a'", report.Sentence);
    }

    [Fact]
    public void Compare_AllowedDifference_IsShownAndDoesNotCount()
    {
        var report = Compare(
            new() { ["Portal:BaseUrl"] = "https://prod" },
            new() { ["Portal:BaseUrl"] = "https://rtm" },
            new() { Rules = [new() { Key = "*:BaseUrl", Severity = DriftSeverity.Ignored }] }
        );

        Assert.Equal(DriftSeverity.Ignored, Assert.Single(report.Differences).Severity);
        Assert.Equal(0, report.ToInput().Differences);
    }

    [Fact]
    public void Compare_EnvironmentsRule_GoesBeforeTheBuiltInOne()
    {
        var rules = new DriftOptions { Rules = [new() { Key = "cors:*", Severity = DriftSeverity.Warning }] };

        Assert.Equal(0, Compare(new() { ["Cors:A"] = "1" }, [], rules).Critical);
        Assert.Equal(1, Compare(new() { ["Cors:A"] = "1" }, []).Critical);
    }

    [Theory]
    [InlineData("Auth:ClientSecret")]
    [InlineData("smtp:password")]
    [InlineData("ServiceToken")]
    [InlineData("ConnectionStrings:Portal")]
    [InlineData("Maps:ApiKey")]
    public void Compare_Secret_ShowsADigestOnly(string key)
    {
        var difference = Assert.Single(Compare(new() { [key] = "hunter2" }, new() { [key] = "hunter3" }).Differences);

        Assert.True(difference.Secret);
        Assert.Matches("^hmac:[0-9a-f]{12}$", difference.Expected);
        Assert.NotEqual(difference.Expected, difference.Effective);
        Assert.DoesNotContain("hunter", difference.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_FlagNamedAfterASecret_IsNone()
    {
        var difference = Assert.Single(
            Compare(new() { ["flag:UseTokenCache"] = "on" }, new() { ["flag:UseTokenCache"] = "off" }).Differences
        );

        Assert.Equal(("on", "off", false), (difference.Expected!, difference.Effective!, difference.Secret));
    }

    [Theory]
    [InlineData("on", "true")]
    [InlineData("off", "0")]
    [InlineData("False", "OFF")]
    public void Compare_FlagInOtherWords_IsTheSame(string expected, string effective)
    {
        Assert.Empty(Compare(new() { ["flag:X"] = expected }, new() { ["flag:X"] = effective }).Differences);
        Assert.Single(Compare(new() { ["X"] = expected }, new() { ["X"] = effective }).Differences);
    }

    [Fact]
    public void Compare_ExpectedAsDigest_IsHeldAgainstTheValuesDigest()
    {
        var wanted = Some.Salted.Of("s3cr3t");

        Assert.Empty(Compare(new() { ["Smtp:Pass"] = wanted }, new() { ["Smtp:Pass"] = "s3cr3t" }).Differences);
        var difference = Assert.Single(
            Compare(new() { ["Smtp:Pass"] = wanted }, new() { ["Smtp:Pass"] = "other" }).Differences
        );
        Assert.Equal((true, wanted), (difference.Secret, difference.Expected));
        Assert.Equal(Some.Salted.Of("other"), difference.Effective);
    }

    [Fact]
    public void Compare_DigestOnBothSides_IsTheSame()
    {
        var sealedBefore = Some.Salted.Of("s3cr3t");

        Assert.Empty(
            Compare(new() { ["Smtp:Pass"] = sealedBefore }, new() { ["Smtp:Pass"] = sealedBefore }).Differences
        );
    }

    [Fact]
    public void Compare_ExpectedAsDigestAndMissing_IsSecret()
    {
        var difference = Assert.Single(Compare(new() { ["Smtp:Pass"] = Some.Salted.Of("s3cr3t") }, []).Differences);

        Assert.Equal((DifferenceKind.Missing, true), (difference.Kind, difference.Secret));
    }

    [Fact]
    public void Compare_ValueThatLooksSecret_IsADigestUnderAnyKey()
    {
        var report = ParityComparison.Compare(
            new Dictionary<string, string> { ["A"] = "plain" },
            new Dictionary<string, string> { ["A"] = "looks like a key" },
            new(),
            new(Some.Salted, (_, value) => value.StartsWith("looks", StringComparison.Ordinal)),
            Some.Start
        );

        var difference = Assert.Single(report.Differences);
        Assert.True(difference.Secret);
        Assert.Equal(Some.Salted.Of("looks like a key"), difference.Effective);
    }

    [Theory]
    [InlineData("flag:EnableLegacyHttpSse", ChangeKind.Flag, "EnableLegacyHttpSse")]
    [InlineData("Cors:AllowedOrigins", ChangeKind.AllowList, "Cors:AllowedOrigins")]
    [InlineData("Cors:MaxAge", ChangeKind.Config, "Cors:MaxAge")]
    public void Difference_Sets_IsTheProceduresKind(string key, ChangeKind kind, string name)
    {
        var difference = Assert.Single(Compare(new() { [key] = "1" }, []).Differences);

        Assert.Equal((kind, name), (difference.Sets, difference.Name));
    }

    [Fact]
    public void Compare_OrderOfKeys_DoesNotMatter() =>
        Assert.Equal(
            Compare(
                new()
                {
                    ["B"] = "1",
                    ["A"] = "1",
                    ["a"] = "2",
                },
                []
            ).Differences,
            Compare(
                new()
                {
                    ["a"] = "2",
                    ["A"] = "1",
                    ["B"] = "1",
                },
                []
            ).Differences
        );

    [Fact]
    public void Compare_NothingEffective_IsAllMissingAndNeverHealth() =>
        Assert.Equal(1, Compare(new() { ["flag:X"] = "1" }, []).Critical);

    [Fact]
    public void Compare_KeyGivenInTwoSpellings_TakesTheFirstInOrdinalOrder() =>
        Assert.Empty(Compare(new() { ["key"] = "2", ["KEY"] = "1" }, new() { ["key"] = "1" }).Differences);

    [Fact]
    public void Sentence_WarningsOnly_NamesNone() =>
        Assert.Equal(
            "0 critical, 1 warnings in 1 keys",
            Compare(new() { ["Jobs:Batch"] = "1" }, new() { ["Jobs:Batch"] = "2" }).Sentence
        );

    private static ParityReport Compare(
        Dictionary<string, string> expected,
        Dictionary<string, string> effective,
        DriftOptions? rules = null
    )
    {
        rules ??= new();
        return ParityComparison.Compare(expected, effective, rules, Some.Seal(rules.IsSecret), Some.Start);
    }
}
