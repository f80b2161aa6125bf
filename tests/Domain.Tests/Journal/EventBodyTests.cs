using System.Text;
using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Journal;

public sealed class EventBodyTests
{
    public static TheoryData<string> Names => [.. EventSamples.All.Select(sample => sample.GetType().Name)];

    [Fact]
    public void Types_EveryEventOfTheDomain_IsRegistered()
    {
        var all = typeof(IEvent)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IEvent)))
            .Select(type => type.Name)
            .Order();

        Assert.Equal(all, EventSamples.All.Select(EventBody.TypeOf).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_WhatWasWritten_SaysTheSame(string name)
    {
        var happened = EventSamples.All.Single(sample => sample.GetType().Name == name);
        var body = EventBody.Write("incident/INC-0001", 7, Some.At(0.123), Some.Ic, happened);

        var entry = EventBody.Read(11, body);

        Assert.Equal(
            (11, "incident/INC-0001", 7, Some.At(0.123), Some.Ic),
            (entry.Position, entry.Stream, entry.Version, entry.At, entry.Actor)
        );
        Assert.IsType(happened.GetType(), entry.Event);
        Assert.Equal(Json(happened), Json(entry.Event));
        Assert.Equal(body, EventBody.Write(entry.Stream, entry.Version, entry.At, entry.Actor, entry.Event));
    }

    [Fact]
    public void Write_TimeWithAnOffset_IsStoredAsUtc()
    {
        var at = new DateTimeOffset(2026, 11, 1, 11, 0, 0, TimeSpan.FromHours(2));

        var entry = EventBody.Read(1, EventBody.Write("x", 1, at, Some.Ic, new NoteAdded("")));

        Assert.Equal(TimeSpan.Zero, entry.At.Offset);
        Assert.Equal(at, entry.At);
    }

    [Fact]
    public void Write_Body_NamesTypesAndEnumsByWord()
    {
        var text = Encoding.UTF8.GetString(
            EventBody.Write("incident/INC-0001", 1, Some.Start, Some.Ic, EventSamples.All[0])
        );

        Assert.Contains("\"type\":\"IncidentOpened\",\"schema\":1", text, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"IncidentCommander\"", text, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"Breached\"", text, StringComparison.Ordinal);
    }

    /// <summary>Bodies as an earlier version wrote them: what was added since reads as its default.</summary>
    [Fact]
    public void Read_WhatAnEarlierVersionWrote_ReadsAsBefore()
    {
        var approved = Assert.IsType<RollbackApproved>(
            Old("RollbackApproved", """{"planHash":"ab","sufficient":true}""")
        );
        var plan = Assert.IsType<RollbackProposed>(Old("RollbackProposed", OldProposal)).Plan;

        Assert.Equal(new("ab", Sufficient: true), approved);
        Assert.Empty(plan.Reverts);
        Assert.Null(plan.Policy.Independent);
        Assert.True(plan.Policy.BreakGlass);
        Assert.Equal(TimeSpan.FromMinutes(5), plan.Policy.WarnBefore);
        Assert.Equal(1, plan.Policy.Required);
    }

    [Fact]
    public void TypeOf_ForeignEvent_IsRefused() =>
        Assert.Throws<ArgumentException>(() => EventBody.TypeOf(new ForeignEvent()));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"stream\":\"x\",\"version\":1,\"type\":\"Nobody\",\"schema\":1,\"data\":{}}")]
    [InlineData("{\"stream\":\"x\",\"version\":1,\"type\":\"NoteAdded\",\"schema\":2,\"data\":{}}")]
    public void Read_UnknownBytes_SaysSo(string body) =>
        Assert.ThrowsAny<JsonException>(() => EventBody.Read(1, Encoding.UTF8.GetBytes(body)));

    private const string OldProposal = """
        {"plan":{"version":1,"incident":"INC-0001","environment":"Prod","kind":"Api","targets":[],"schema":118,"steps":[],
        "validation":{},"execution":"On","policy":{"required":1,"roles":[],"effectiveRoles":["IncidentCommander"],"proposalValid":"00:30:00"},
        "expected":"00:00:00"},"planHash":"ab","reason":"errors","path":[],"causedBy":null,"expiresAt":"2026-11-01T09:30:00+00:00"}
        """;

    private static IEvent Old(string type, string data) =>
        EventBody
            .Read(
                1,
                Encoding.UTF8.GetBytes(
                    $$"""
                    {"stream":"incident/INC-0001","version":1,"type":"{{type}}","schema":1,"time":"2026-11-01T09:00:00+00:00",
                    "actor":{"name":"ada","role":"IncidentCommander"},"data":{{data}}}
                    """
                )
            )
            .Event;

    private static string Json(IEvent happened) =>
        JsonSerializer.Serialize(happened, happened.GetType(), EventBody.Json);

    private sealed record ForeignEvent : IEvent;
}
