using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Parity;

public sealed class SettingChangesTests
{
    [Fact]
    public void Between_SetAddedRemoved_AreChangesDatedWhenSeen()
    {
        var changes = SettingChanges.Between(
            Poll(0, ("A", "1"), ("Cors:AllowedOrigins", "https://a"), ("flag:X", "off"), ("Same", "s")),
            Poll(10, ("A", "2"), ("B", "new"), ("flag:X", "on"), ("same", "s"))
        );

        Assert.Equal(
            [
                (ChangeKind.Config, "A", "1", "2"),
                (ChangeKind.Config, "B", null, "new"),
                (ChangeKind.AllowList, "Cors:AllowedOrigins", "https://a", null),
                (ChangeKind.Flag, "X", "off", "on"),
            ],
            changes.Select(change => (change.Kind, change.Key, change.Before, change.After))
        );
        Assert.All(
            changes,
            change =>
                Assert.Equal(
                    (Some.At(10), Some.At(0), Change.UnknownAuthor, Component.Config),
                    (change.At, change.NotBefore!.Value, change.By, change.Component)
                )
        );
    }

    [Fact]
    public void Between_SameDifferenceSeenAgainLater_IsTheSameChange()
    {
        var before = Poll(0, ("A", "1"));

        Assert.Equal(
            SettingChanges.Between(before, Poll(10, ("A", "2"))).Single().Id,
            SettingChanges.Between(before, Poll(25, ("a", "2"))).Single().Id
        );
        Assert.NotEqual(
            SettingChanges.Between(before, Poll(10, ("A", "2"))).Single().Id,
            SettingChanges.Between(before with { At = Some.At(1) }, Poll(10, ("A", "2"))).Single().Id
        );
    }

    [Fact]
    public void Between_TwoSalts_SaysNothingOfSecrets()
    {
        var other = new SaltedDigest([.. Enumerable.Repeat((byte)7, 32)]);
        var before = Poll(0, ("Db:Password", Some.Salted.Of("x")), ("A", "1"));
        var after = new SettingPoll(
            Some.At(10),
            other.SaltId,
            new Dictionary<string, string> { ["Db:Password"] = other.Of("x"), ["A"] = "2" }
        );

        Assert.Equal("A", SettingChanges.Between(before, after).Single().Key);
    }

    [Theory]
    [InlineData("x", "hmac:0123456789ab")]
    [InlineData("hmac:0123456789ab", "x")]
    public void Between_TwoSaltsAndOneDigest_SaysNothing(string was, string now) =>
        Assert.Empty(SettingChanges.Between(Poll(0, ("A", was)) with { SaltId = "another" }, Poll(10, ("A", now))));

    [Fact]
    public void Between_KeyInTwoSpellings_TakesTheFirstInOrdinalOrder() =>
        Assert.Empty(SettingChanges.Between(Poll(0, ("key", "2"), ("KEY", "1")), Poll(10, ("key", "1"))));

    [Fact]
    public void Between_SecretChanged_TellsTwoDigests()
    {
        var change = SettingChanges
            .Between(Poll(0, ("Db:Password", Some.Salted.Of("x"))), Poll(10, ("Db:Password", Some.Salted.Of("y"))))
            .Single();

        Assert.True(SaltedDigest.Is(change.Before) && SaltedDigest.Is(change.After));
    }

    [Fact]
    public void IsCredibleAfter_EverythingGoneAtOnce_IsNot()
    {
        Assert.False(Poll(10, ("flag:X", "on")).IsCredibleAfter(Poll(0, ("A", "1"), ("flag:X", "on"))));
        Assert.True(Poll(10, ("flag:X", "on")).IsCredibleAfter(Poll(0, ("flag:X", "off"))));
        Assert.True(Poll(10).IsCredibleAfter(before: null));
        Assert.False(Poll(10).IsCredibleAfter(Poll(0, ("A", "1"))));
    }

    [Fact]
    public void IsCredibleAfter_SomeConfigurationAmongFlags_Is() =>
        Assert.True(Poll(10, ("flag:X", "on"), ("A", "1")).IsCredibleAfter(Poll(0, ("A", "1"), ("B", "2"))));

    [Fact]
    public void Without_Keys_LeavesTheOthers()
    {
        var poll = Poll(0, ("Build:Tag", "1"), ("A", "2"));

        var left = poll.Without(key => key == "Build:Tag");

        Assert.Equal([KeyValuePair.Create("A", "2")], left.Values);
        Assert.Equal((poll.At, poll.SaltId), (left.At, left.SaltId));
    }

    private static SettingPoll Poll(double at, params (string Key, string Value)[] values) =>
        new(Some.At(at), Some.Salted.SaltId, values.ToDictionary(value => value.Key, value => value.Value));
}
