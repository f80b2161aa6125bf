using System.Text.Json.Serialization;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>What a page says.</summary>
public enum PageAct
{
    /// <summary>Somebody is wanted.</summary>
    Trigger,

    /// <summary>Somebody took it; nobody else need come.</summary>
    Acknowledge,

    /// <summary>It is over.</summary>
    Resolve,
}

/// <summary>How somebody is woken.</summary>
public enum PageWay
{
    /// <summary>PagerDuty's Events API.</summary>
    PagerDuty,

    /// <summary>The generic webhook.</summary>
    Webhook,

    /// <summary>A mail.</summary>
    Mail,

    /// <summary>A mention at Slack.</summary>
    Slack,
}

/// <summary>A page went out, or did not.</summary>
/// <param name="Call">Which call of the chain, from 1; 0 where nobody in particular is called.</param>
/// <param name="Act">What it says.</param>
/// <param name="Way">How.</param>
/// <param name="To">Whom it asks; null where it asks nobody.</param>
/// <param name="Person">Their name; empty where it asks nobody.</param>
/// <param name="Fault">Why it did not arrive; null when it did.</param>
public sealed record PageSent(int Call, PageAct Act, PageWay Way, Role? To, string Person, string? Fault) : IEvent
{
    /// <summary>The variable of the key it was sent with, where it is not the one for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeyVariable { get; init; }

    /// <summary>Since when the chain asks that it was a call of; null where it calls nobody, or was written down before this was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether only its answer was lost: it may have arrived.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Lost { get; init; }

    /// <summary>Whether it is tried again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Again { get; init; }
}

/// <summary>Whoever was asked, or may decide in their place, takes it: nobody else is called.</summary>
public sealed record Acknowledged : IEvent;
