using System.Text.Json;
using System.Text.Json.Serialization;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Paging;

/// <summary>PagerDuty's Events API, version 2. The incident is the key under which it knows repeats.</summary>
internal sealed class PagerDutyPager(WatchdogOptions options, PagingHttp http) : IPager
{
    private const int LongestSummary = 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public PageWay Way => PageWay.PagerDuty;

    public Task<PageOutcome> SendAsync(PageMessage message, CancellationToken cancellation)
    {
        var place = options.Paging.PagerDuty!;
        var variable = message.Due.KeyVariable ?? place.RoutingKeyVariable;
        return Secrets.Read(variable) is { } key
            ? http.PostAsync(place.Address, Body(message, key), place.RequestTimeout, [], cancellation)
            : Task.FromResult(new PageOutcome($"{variable} is not set"));
    }

    internal static byte[] Body(PageMessage message, string key)
    {
        var incident = message.Incident;
        var calls = message.Due.Act == PageAct.Trigger;
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                RoutingKey = key,
                EventAction = message.Due.Act.ToString().ToLowerInvariant(),
                DedupKey = incident.Id,
                Client = "MCPX Watchdog",
                ClientUrl = message.Link,
                Links = calls ? new[] { new { Href = message.Link, Text = incident.Id } } : null,
                Payload = calls
                    ? new
                    {
                        Summary = message.Summary.Length > LongestSummary
                            ? message.Summary[..LongestSummary]
                            : message.Summary,
                        Source = incident.Environment,
                        Severity = incident.Severity == IncidentSeverity.P1 ? "critical" : "error",
                        // Keys of a revert are no component, and of a security incident nobody's to read.
                        Component = incident.Proposal?.Plan is { Targets.Count: > 0 } plan ? plan.Components : null,
                        Group = incident.Environment,
                        Class = incident.Breaches[0].Trigger,
                        CustomDetails = new
                        {
                            Text = message.Text,
                            Role = message.Due.To?.ToString(),
                            Person = message.Due.Person,
                            Call = message.Due.Call,
                        },
                    }
                    : null,
            },
            Json
        );
    }
}
