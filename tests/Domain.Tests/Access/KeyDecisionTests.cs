using CsCheck;
using Mcpx.Domain.Access;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Access;

public sealed class KeyDecisionTests
{
    private static readonly DateTimeOffset Now = Some.At(0);
    private static readonly Actor By = new("root", Role.Admin);
    private static readonly KeyCreated Asked = new("ci", "ab", [KeyScopes.Read], ["Prod"], Now.AddDays(90));

    [Fact]
    public void Create_WhatIsAllowed_IsMade() =>
        Assert.Same(Asked, Assert.Single(KeyDecision.Create(KeyBook.Empty, Asked, Now).Events));

    [Theory]
    [InlineData("", "read", "Prod", 90, "name = ")]
    [InlineData("ci prod", "read", "Prod", 90, "name = ci prod")]
    [InlineData("ci", "approve", "Prod", 90, "scope = approve")]
    [InlineData("ci", "read", "Mars", 90, "env = Mars")]
    [InlineData("ci", "read", "Prod", 0, "expires")]
    [InlineData("ci", "read", "Prod", -1, "expires")]
    [InlineData("ci", "read", "Prod", 401, "expires")]
    public void Create_WhatIsNot_IsRefusedByItsName(
        string name,
        string scope,
        string environment,
        int days,
        string expected
    )
    {
        var asked = new KeyCreated(name, "ab", [scope], [environment], Now.AddDays(days));
        var refusal = KeyDecision.Create(KeyBook.Empty, asked, Now).Refusal;
        Assert.StartsWith(expected, refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithoutAScopeOrWithAUsedName_IsRefused()
    {
        Assert.NotNull(KeyDecision.Create(KeyBook.Empty, Asked with { Scopes = [] }, Now).Refusal);
        var book = Book(Asked, new KeyRevoked("ci", "moved"));
        Assert.Contains(
            "a name means one key for ever",
            KeyDecision.Create(book, Asked, Now).Refusal!.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Revoke_KnownUnknownAndTwice_IsDoneOnce()
    {
        var book = Book(Asked);
        Assert.Equal(RefusalKind.Unknown, KeyDecision.Revoke(book, "other", "why", Now).Refusal!.Kind);
        Assert.Equal(RefusalKind.ReasonMissing, KeyDecision.Revoke(book, "ci", " ", Now).Refusal!.Kind);
        Assert.Equal(new KeyRevoked("ci", "why"), Assert.Single(KeyDecision.Revoke(book, "ci", " why ", Now).Events));
        Assert.Same(Decided.Already, KeyDecision.Revoke(Book(Asked, new KeyRevoked("ci", "x")), "ci", "why", Now));
    }

    [Fact]
    public void Problem_OfAKey_IsNoneUntilItEnds()
    {
        var key = Book(Asked).Find("ab")!;
        Assert.Null(key.Problem(Now));
        Assert.Null(key.Problem(Now.AddDays(90).AddTicks(-1)));
        Assert.Contains("expired", key.Problem(Now.AddDays(90)), StringComparison.Ordinal);
        Assert.Contains(
            "revoked",
            Book(Asked, new KeyRevoked("ci", "x")).Find("ab")!.Problem(Now),
            StringComparison.Ordinal
        );
        Assert.Null(Book(Asked).Find("cd"));
    }

    [Fact]
    public void Text_OfAnyKey_IsKnownByItsHashAloneAndRedactedEverywhere() =>
        Gen
            .Byte.Array[KeyText.Bytes]
            .Sample(random =>
            {
                var key = KeyText.Of(random);
                Assert.Equal(KeyText.Prefix.Length + 43, key.Length);
                Assert.Equal(64, KeyText.Hash(key)!.Length);
                Assert.DoesNotContain(
                    key,
                    Domain.Redaction.ShapeRedaction.Instance.Redact($"curl -H 'X-Api-Key: {key}'"),
                    StringComparison.Ordinal
                );
            });

    [Fact]
    public void Hash_OfAnything_IsOfKeysAlone() =>
        Gen.String.Sample(text =>
            Assert.Equal(
                text.StartsWith(KeyText.Prefix, StringComparison.Ordinal) && text.Length <= 100,
                KeyText.Hash(text) is not null
            )
        );

    [Theory]
    [InlineData("ada@corp.example", true)]
    [InlineData("ADA@corp.example", true)]
    [InlineData("ada-gh", true)]
    [InlineData("Ada-GH", true)]
    [InlineData("bob", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Is_OneOfTheirNames_WhateverTheCase(string? name, bool expected) =>
        Assert.Equal(expected, new Actor("ada@corp.example", Role.Deputy) { AlsoKnownAs = ["ada-gh"] }.Is(name));

    [Fact]
    public void OtherNames_OfAnActor_AreNeverStored()
    {
        var actor = new Actor("ada", Role.Deputy) { AlsoKnownAs = ["ada-gh"] };
        var body = EventBody.Write(Streams.Keys, 1, Now, actor, Asked);
        Assert.DoesNotContain("ada-gh", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal(actor, EventBody.Read(1, body).Actor);
    }

    private static KeyBook Book(params IEvent[] events) =>
        events
            .Select((happened, index) => new JournalEntry(index + 1, Streams.Keys, index + 1, Now, By, happened))
            .Aggregate(JournalState.Empty, static (state, entry) => state.Evolve(entry))
            .Keys;
}
